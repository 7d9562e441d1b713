import type { FailureScope } from "./engine/engine.ts";
import { PluginError } from "./plugin-error.ts";

/** How many calls in a row have to cost an instance its life. */
const failuresUntilQuarantine = 10;
/** How long calls are refused then, in milliseconds; twice as long with each failure after that. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Keeps a plugin that does nothing but get its workers killed from taking the machine: each of them costs a core until its
 * deadline, and a new start. The first call after the pause is a trial: one that leaves its instance alive ends it all.
 */
export class Quarantine {
  readonly #scope: FailureScope;
  #failures = 0;
  #until = 0;

  constructor(scope: FailureScope) {
    this.#scope = scope;
  }

  /** For how long calls are refused from now on, in milliseconds; 0 when they are not. */
  get remainingMs(): number {
    return this.#until === 0 ? 0 : Math.max(0, Math.ceil(this.#until - performance.now()));
  }

  /** An instance outlived its call. */
  succeeded(): void {
    this.#failures = 0;
    this.#until = 0;
  }

  /** A call ended with its worker or process, or with an instance that had to be left behind; or none could be started. */
  failed(): void {
    this.#failures++;
    const beyond = this.#failures - failuresUntilQuarantine;
    if (beyond < 0) return;
    this.#until = performance.now() + Math.min(firstPauseMs * 2 ** beyond, longestPauseMs);
  }

  /** The error for a call that is refused, or `undefined` when calls are not. */
  refusal(): PluginError | undefined {
    const ms = this.remainingMs;
    if (ms === 0) return undefined;
    const message = `The plugin's last ${this.#failures} calls each cost it an instance (a deadline or a crash). Calls are refused for another ${ms} ms; the first one after that decides.`;
    return new PluginError("PLUGIN_QUARANTINED", message, this.#scope);
  }
}
