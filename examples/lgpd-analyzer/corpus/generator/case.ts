import { type Person, type Part, createPerson } from "./people.ts";
import type { Random } from "./random.ts";

/** What one document is about. */
export interface Case {
  readonly random: Random;
  readonly patient: Person;
  readonly mother: Person;
  readonly relative: Person;
  readonly doctor: Person;
  readonly nurse: Person;
}

/** A document's marks stay in its text, or in the strings of its JSON value. */
export type Content = { readonly text: string } | { readonly document: unknown };

/** One kind of document. */
export interface Template {
  readonly name: string;
  readonly count: number;
  /** Whether its text may be put through the noise of real systems: wrapped, in capitals, without accents. */
  readonly noisy: boolean;
  write(subject: Case): Content;
}

export function createCase(random: Random, part: Part): Case {
  return {
    random,
    patient: createPerson(random, part),
    mother: createPerson(random, part, "F", [30, 95]),
    relative: createPerson(random, part),
    doctor: createPerson(random, part, undefined, [28, 70]),
    nurse: createPerson(random, part, undefined, [22, 60]),
  };
}
