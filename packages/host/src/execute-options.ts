/** One call's own settings. */
export interface ExecuteOptions<Export extends string = string> {
  /** Names the call in log entries, for example by a request's id. Nothing of a patient's. */
  readonly id?: string;
  /**
   * Keeps calls together while the plugin is updated: during a canary all calls with the same key get the same version, on every
   * host. A patient's id, say; it goes nowhere.
   */
  readonly key?: string;
  /** The export to call; `"process"` unless set. */
  readonly export?: Export;
  /** Milliseconds until the call has to be answered, waiting included; `limits.deadlineMs` unless set. */
  readonly deadline?: number;
  /** Gives the call up when it is aborted. */
  readonly signal?: AbortSignal;
  /** Handed to host functions as `context.hostContext`. It never leaves the host. */
  readonly hostContext?: unknown;
  /**
   * Memory for the output, to be used for call after call, which is faster than new memory for each. An output that fits is at its
   * beginning, and `PluginResult` reads it from there: read it before the next call that is given the same memory. An output
   * that is larger gets memory of its own. Leave it alone until the promise settles; what a call that failed leaves in it is zeros, or
   * what was there before.
   */
  readonly into?: Uint8Array<ArrayBuffer>;
}

/** What a call without settings is given. */
export const noOptions: ExecuteOptions<never> = Object.freeze({});
