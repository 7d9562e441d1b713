// A band of the scoring chart: its points and its text, packed into a number so that scoring allocates nothing.

export type Band = u64;

/** The parameter has no reading to score. */
export const NOT_SCORED: Band = 0;

/** The band with these points, as the chart writes it. */
export function band(points: u32, label: string): Band {
  return ((<u64>points) << 32) | changetype<usize>(label);
}

export function points(scored: Band): u32 {
  return <u32>(scored >> 32);
}

export function label(scored: Band): string {
  return changetype<string>(<usize>(scored & 0xffffffff));
}
