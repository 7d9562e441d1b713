import type { Isolation } from "@vial/host";

export const languages = ["rust", "go", "c", "assemblyscript"] as const;
export const engines = ["vial", "extism"] as const;

/** The isolation levels of each engine: the reference has no processes. */
const isolations: Readonly<Record<(typeof engines)[number], readonly Isolation[]>> = {
  vial: ["inline", "thread", "process"],
  extism: ["inline", "thread"],
};

/** An engine and one of its isolation levels: a column of the table. */
export const columns: readonly Pick<Cell, "engine" | "isolation">[] = engines.flatMap((engine) =>
  isolations[engine].map((isolation) => ({ engine, isolation })),
);

/** One plugin language on one engine and isolation level: every behaviour has to hold there. */
export interface Cell {
  readonly language: (typeof languages)[number];
  readonly engine: (typeof engines)[number];
  readonly isolation: Isolation;
}

export const cells: readonly Cell[] = languages.flatMap((language) =>
  columns.map((column) => ({ language, ...column })),
);

export function nameOf({ language, engine, isolation }: Cell): string {
  return `${language}, ${engine}, ${isolation}`;
}
