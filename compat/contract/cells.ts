import type { Isolation } from "@vial/host";

export const languages = ["rust", "go", "c", "assemblyscript"] as const;
export const engines = ["vial", "extism"] as const;
export const isolations: readonly Isolation[] = ["inline", "thread"];

/** One plugin language on one engine and isolation level: every behaviour has to hold there. */
export interface Cell {
  readonly language: (typeof languages)[number];
  readonly engine: (typeof engines)[number];
  readonly isolation: Isolation;
}

export const cells: readonly Cell[] = languages.flatMap((language) =>
  engines.flatMap((engine) => isolations.map((isolation) => ({ language, engine, isolation }))),
);

export function nameOf({ language, engine, isolation }: Cell): string {
  return `${language}, ${engine}, ${isolation}`;
}
