import { Faker, base, en, pt_BR } from "@faker-js/faker";

/** A seeded source of everything that varies. Two sources made from the same numbers give the same sequence. */
export interface Random {
  /** Names, streets and words in Brazilian Portuguese. */
  readonly pt: Faker;
  /** Names in English. */
  readonly en: Faker;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** A number from `low` to `high`, both included, with `digits` decimals, as text ("36.8"). */
  decimal(low: number, high: number, digits: number): string;
  /** `length` decimal digits. */
  digits(length: number): string;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** `count` different elements, in random order. */
  sample<T>(choices: readonly T[], count: number): T[];
}

/**
 * The seed is a path: the number of the whole corpus, then what is being generated and its index. Each thing having
 * a source of its own, one more of a kind leaves all others as they were.
 */
export function createRandom(corpus: number, what: string, index: number): Random {
  const seed = [corpus, ...Buffer.from(what), index];
  const pt = new Faker({ locale: [pt_BR, base] });
  const english = new Faker({ locale: [en, base] });
  pt.seed(seed);
  english.seed(seed);
  const int = (min: number, max: number): number => pt.number.int({ min, max });
  return {
    pt,
    en: english,
    int,
    decimal: (low, high, digits) => {
      const unit = 10 ** digits;
      return (int(Math.round(low * unit), Math.round(high * unit)) / unit).toFixed(digits);
    },
    digits: (length) => pt.string.numeric({ length, allowLeadingZeros: true }),
    chance: (probability) => pt.datatype.boolean({ probability }),
    pick: (choices) => pt.helpers.arrayElement(choices),
    sample: (choices, count) => pt.helpers.arrayElements(choices, count),
  };
}
