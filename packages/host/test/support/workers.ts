import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";

/** The worker threads this process starts while it is watched, as Node's own diagnostics channel reports them. */
export class WorkerWatch implements Disposable {
  /** Every worker that was started, in order. */
  readonly started: Worker[] = [];
  readonly #onStart = (message: unknown): void => {
    this.started.push((message as { readonly worker: Worker }).worker);
  };

  constructor() {
    subscribe("worker_threads", this.#onStart);
  }

  /** Those whose thread has not ended. */
  get running(): readonly Worker[] {
    return this.started.filter((worker) => worker.threadId !== -1);
  }

  /** So that a long run does not keep what they were made of. */
  forgetEnded(): void {
    this.started.splice(0, Infinity, ...this.running);
  }

  [Symbol.dispose](): void {
    unsubscribe("worker_threads", this.#onStart);
  }
}
