/** What a plugin may use. Sizes in bytes, times in milliseconds. */
export interface Limits {
  /** From `execute` to its answer, waiting for a free instance included. */
  readonly deadlineMs: number;
  /**
   * CPU time of a call's own thread, in milliseconds: waiting for the host, or for other programs, does not count. Where the
   * deadline comes sooner, it does nothing and costs nothing. `inline` cannot stop a call; its answer is refused.
   */
  readonly cpuMs: number;
  /**
   * The linear memories of all modules together, and again the memory through which it exchanges data with the host. Several
   * modules share what they do not start out with equally; what one declares as its maximum leaves more to the others.
   */
  readonly memoryBytes: number;
  /** Elements of the tables of all modules together, shared in the same way. */
  readonly tableElements: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Each module, as stored. */
  readonly moduleBytes: number;
  /** Reading and compiling a module. */
  readonly compileMs: number;
  /** Running a plugin's start functions. */
  readonly startMs: number;
  /** All log messages of one call together, each counted as 64 at least. What is more is dropped, and the drop is logged. */
  readonly logBytes: number;
  readonly httpRequests: number;
  /** One request, to the last byte of its response. */
  readonly httpMs: number;
  readonly httpRequestBytes: number;
  readonly httpResponseBytes: number;
  /** Names and values of all variables together. */
  readonly varBytes: number;
  /** Calls that wait for a free instance. */
  readonly queuedCalls: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

/** The limits of a plugin that is loaded without any. */
export const defaultLimits: Limits = Object.freeze({
  deadlineMs: 5_000,
  cpuMs: 5_000,
  memoryBytes: 64 * MiB,
  tableElements: 10_000,
  inputBytes: 16 * MiB,
  outputBytes: 16 * MiB,
  moduleBytes: 16 * MiB,
  compileMs: 5_000,
  startMs: 5_000,
  logBytes: 64 * KiB,
  httpRequests: 10,
  httpMs: 5_000,
  httpRequestBytes: 1 * MiB,
  httpResponseBytes: 1 * MiB,
  varBytes: 1 * MiB,
  queuedCalls: 10_000,
});
