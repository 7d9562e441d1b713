/** Numbers that look random and are the same every time. */
export interface Random {
  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number;
  /** One of the values. */
  of<T>(values: readonly T[]): T;
  /** A version 4 UUID. */
  uuid(): string;
}

/** Marsaglia's xorshift with 32 bits ("Xorshift RNGs", 2003). */
export function random(seed: number): Random {
  let state = seed;
  function below(bound: number): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  }
  return {
    below,
    of: (values) => values[below(values.length)] as (typeof values)[number],
    uuid: () => "xxxxxxxx-xxxx-4xxx-9xxx-xxxxxxxxxxxx".replaceAll("x", () => below(16).toString(16)),
  };
}
