/** Something else that runs plugins, or does what plugins do, beside Vial. */
export interface PeerRow {
  /** `vial inline`, `@extism/extism worker`, `libextism 1.41.0`, … */
  readonly peer: string;
  readonly workload: string;
  readonly sizeBytes: number;
  /** A call once it is warm, in microseconds: the median, and its quartiles. */
  readonly callUs: number | null;
  readonly callLowUs: number | null;
  readonly callHighUs: number | null;
  /** The peer's time divided by that of `vial inline` in the same rounds, and the bounds of its 95% interval. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** From the module's bytes to the first result of 1 KiB in a process that has loaded its library, in milliseconds. */
  readonly firstResultMs: number | null;
  /** Resident memory that one more plugin takes, in bytes. */
  readonly memoryBytes: number | null;
  /** Why a figure is missing, or what it is of. */
  readonly note: string;
}
