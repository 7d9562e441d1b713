import type { Worker } from "node:worker_threads";

/** How long a worker may take to end, in milliseconds. Most take some; a busy machine takes its time. */
const graceMs = 1_000;

/** Workers that were told to end and go on. */
const disobedient = new Set<Worker>();

/** Node waits for all threads before it ends the process. These would never let it. */
function endProcess(): void {
  if (disobedient.size > 0) process.kill(process.pid, "SIGKILL");
}

/**
 * Whether the workers of one plugin end when they are told to. V8 stops code where it looks for a request to stop, and there may
 * be code that never comes by such a place.
 */
export class WorkerObedience {
  readonly #plugin: string;
  readonly #ending = new Set<Promise<void>>();
  #holds = true;

  constructor(plugin: string) {
    this.#plugin = plugin;
  }

  /** Watches a worker that was told to end. */
  watch(worker: Worker, ended: Promise<unknown>): void {
    const watched = this.#within(worker, ended).finally(() => this.#ending.delete(watched));
    this.#ending.add(watched);
  }

  /** Whether all workers that were told to end did so, once that is known. */
  async holds(): Promise<boolean> {
    await Promise.all(this.#ending);
    return this.#holds;
  }

  async #within(worker: Worker, ended: Promise<unknown>): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(() => resolve("late"), graceMs);
    const outcome = await Promise.race([ended, late]);
    clearTimeout(timer);
    if (outcome === "late") this.#noteDisobedience(worker, ended);
  }

  #noteDisobedience(worker: Worker, ended: Promise<unknown>): void {
    if (this.#holds) {
      const message = `A worker of plugin ${JSON.stringify(this.#plugin)} goes on although it was told to end. From now on the plugin runs in processes; unless the worker ends, this process will end by SIGKILL.`;
      process.emitWarning(message, { code: "VIAL_WORKER_GOES_ON" });
    }
    this.#holds = false;
    if (disobedient.size === 0) process.once("exit", endProcess);
    disobedient.add(worker);
    // `terminate` has the event loop wait for it.
    worker.unref();
    void ended.then(() => {
      disobedient.delete(worker);
      if (disobedient.size === 0) process.off("exit", endProcess);
    });
  }
}
