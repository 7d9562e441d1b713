import { Worker } from "node:worker_threads";

// Relative to dist/, where this file's code is bundled into.
const entryPoint = new URL("./worker.js", import.meta.url);

/** How long after a worker was taken the next one is started, in milliseconds: the taker's first calls come first. */
const refillDelayMs = 50;

/** Workers that have started and wait for a plugin, so that replacing a killed one does not take a thread's start. */
export class WorkerSupply {
  #spare: Worker | undefined;
  #refill: NodeJS.Timeout | undefined;
  #closed = false;

  /** A spare that dies before it is needed is not worth a word: it is simply not there. */
  readonly #forget = (): void => {
    this.#spare = undefined;
  };

  /** Starts a worker for who is about to take one: it starts while the plugin is read and compiled. */
  warm(): void {
    if (this.#closed || this.#spare !== undefined) return;
    const worker = startWorker();
    worker.on("error", this.#forget).on("exit", this.#forget);
    this.#spare = worker;
  }

  take(): Worker {
    const worker = this.#spare ?? startWorker();
    worker.off("error", this.#forget).off("exit", this.#forget);
    this.#spare = undefined;
    this.#refill ??= setTimeout(() => {
      this.#refill = undefined;
      this.warm();
    }, refillDelayMs).unref();
    return worker;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refill);
    await this.#spare?.terminate();
  }
}

function startWorker(): Worker {
  // Nothing of the host's environment, arguments or loader hooks reaches a worker.
  const worker = new Worker(entryPoint, { name: "vial plugin", env: {}, argv: [], execArgv: [] });
  worker.unref();
  return worker;
}
