import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ChildProcess } from "node:child_process";

/** The child processes this process starts while it is watched, as Node's own diagnostics channel reports them. */
export class ChildWatch implements Disposable {
  /** Every child that was started, in order. */
  readonly started: ChildProcess[] = [];
  readonly #onStart = (message: unknown): void => {
    this.started.push((message as { readonly process: ChildProcess }).process);
  };

  constructor() {
    subscribe("child_process", this.#onStart);
  }

  /** Those that have not ended. */
  get running(): readonly ChildProcess[] {
    return this.started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  }

  [Symbol.dispose](): void {
    unsubscribe("child_process", this.#onStart);
  }
}
