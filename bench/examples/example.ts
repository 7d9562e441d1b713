/** One of the example plugins as it ships. */
export interface ExampleRow {
  readonly plugin: string;
  readonly language: string;
  readonly inputBytes: number;
  readonly vialUs: number;
  readonly vialLowUs: number;
  readonly vialHighUs: number;
  /** Vial's time divided by the native program's, with its interval; nothing where the source does not build natively. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly nativeUs: number | null;
  readonly note: string;
}
