import type { Language } from "../workloads.ts";

/** One of the example plugins as it ships. */
export interface ExampleRow {
  readonly plugin: string;
  readonly language: Language;
  readonly inputBytes: number;
  /** A call, inline with fresh state, in microseconds: the median, and its quartiles. */
  readonly vialUs: number;
  readonly vialLowUs: number;
  readonly vialHighUs: number;
  /** The same source as a native program; nothing in AssemblyScript, which has none. */
  readonly native: ExampleBaseline | null;
}

/** Vial's time held against the native program's, of the same rounds. */
export interface ExampleBaseline {
  readonly compiler: string;
  readonly nativeUs: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}
