import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import type { Worker } from "node:worker_threads";

/** How long workers and processes may take to be gone, in milliseconds: a busy machine takes its time. */
const goneMs = 20_000;

/** How long the process is looked at to see whether it rests, in milliseconds. */
const idleWindowMs = 40;

/** Watches this process: what it starts, what nobody caught, and the memory it keeps. */
export class ProcessWatch implements Disposable {
  readonly #workers = new Set<Worker>();
  readonly #processes = new Set<ChildProcess>();
  readonly #uncaught: string[] = [];
  #before = { running: 0, bytes: 0 };

  constructor() {
    subscribe("worker_threads", this.#onWorker);
    subscribe("child_process", this.#onProcess);
    process.on("uncaughtException", this.#onUncaught);
    process.on("unhandledRejection", this.#onRejection);
  }

  /** Notes what there is. */
  async begin(): Promise<void> {
    this.#before = { running: this.#running(), bytes: heldBytes() };
  }

  /** What is left over, or has happened, since. */
  async end(keptBytes: number): Promise<string[]> {
    const faults = this.#uncaught.splice(0).map((what) => `uncaught in the host: ${what}`);
    const end = performance.now() + goneMs;
    const left = (): number => this.#running() - this.#before.running;
    // A worker or process may be there as a spare, and the compiler's thread.
    const spares = 2;
    while (left() > spares && performance.now() < end) await sleep(20);
    if (left() > spares) faults.push(`${left()} workers or processes are left`);
    if (!(await this.#settles(end))) faults.push("something still uses the processor");
    let kept = heldBytes() - this.#before.bytes;
    while (kept > keptBytes && performance.now() < end) {
      await sleep(50);
      kept = heldBytes() - this.#before.bytes;
    }
    if (kept > keptBytes) faults.push(`${(kept / 2 ** 20).toFixed()} MiB are still held`);
    return faults;
  }

  [Symbol.dispose](): void {
    unsubscribe("worker_threads", this.#onWorker);
    unsubscribe("child_process", this.#onProcess);
    process.off("uncaughtException", this.#onUncaught);
    process.off("unhandledRejection", this.#onRejection);
  }

  /** A plugin that outlives its end goes on using the processor. */
  async #settles(end: number): Promise<boolean> {
    do {
      const before = process.cpuUsage();
      await sleep(idleWindowMs);
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 < idleWindowMs / 2) return true;
    } while (performance.now() < end);
    return false;
  }

  #running(): number {
    for (const worker of this.#workers) if (worker.threadId === -1) this.#workers.delete(worker);
    for (const child of this.#processes)
      if (child.exitCode !== null || child.signalCode !== null) this.#processes.delete(child);
    return this.#workers.size + this.#processes.size;
  }

  readonly #onWorker = (message: unknown): void => {
    this.#workers.add((message as { readonly worker: Worker }).worker);
  };

  readonly #onProcess = (message: unknown): void => {
    this.#processes.add((message as { readonly process: ChildProcess }).process);
  };

  readonly #onUncaught = (error: unknown): void => void this.#uncaught.push(inspect(error));

  readonly #onRejection = (reason: unknown): void =>
    void this.#uncaught.push(`rejection: ${inspect(reason)}`);
}

/** JavaScript's heap and what hangs on it, memories of plugins among them, once nobody needs it is gone. */
function heldBytes(): number {
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
