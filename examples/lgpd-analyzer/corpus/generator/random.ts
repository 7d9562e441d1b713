import { Faker, base, pt_BR } from "@faker-js/faker";

/** A seeded source of everything that varies. Two sources made from the same numbers give the same sequence. */
export interface Random {
  readonly pt: Faker;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** `length` decimal digits. */
  digits(length: number): string;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** `count` different elements, in random order. */
  sample<T>(choices: readonly T[], count: number): T[];
  /** Fills a pattern: each `#` becomes a digit. */
  fill(pattern: string): string;
}

/** The seed is a path, so that one more document of a kind leaves all others as they were. */
export function createRandom(corpus: number, kind: string, index: number): Random {
  const pt = new Faker({ locale: [pt_BR, base] });
  pt.seed([corpus, ...Buffer.from(kind), index]);
  const digits = (length: number): string => pt.string.numeric({ length, allowLeadingZeros: true });
  return {
    pt,
    int: (min, max) => pt.number.int({ min, max }),
    digits,
    chance: (probability) => pt.datatype.boolean({ probability }),
    pick: (choices) => pt.helpers.arrayElement(choices),
    sample: (choices, count) => pt.helpers.arrayElements(choices, count),
    fill: (pattern) => pattern.replaceAll("#", () => digits(1)),
  };
}
