import type { HostileCase, Level, Outcome } from "./hostile-case.ts";

/** The kinds of attack, each with its cases in a file of its own. */
export const families = [
  "loops",
  "bulk-loops",
  "cpu",
  "traps",
  "bombs",
  "compile-bombs",
  "features",
  "malformed",
  "imports",
  "digests",
  "documents",
  "host-calls",
  "deaths",
  "waits",
  "state",
  "outputs",
  "urls",
  "http",
  "egress",
  "dns",
  "leaks",
  "logs",
  "wasi",
] as const;

export type Family = (typeof families)[number];

/** What a family has for a level: everything, and for the reference engine what admission refuses. */
export async function casesOf(family: Family, level: Level): Promise<readonly HostileCase[]> {
  const { cases } = (await import(`./cases/${family}.ts`)) as { readonly cases: readonly HostileCase[] };
  if (level !== "extism") return cases;
  return cases.filter(({ refused }) => refused?.some((outcome) => !fromItsStart.has(outcome)));
}

/** What comes of instances that start, where the engines differ. */
const fromItsStart: ReadonlySet<Outcome> = new Set<Outcome>([
  "load DEADLINE_EXCEEDED",
  "load HOST_FUNCTION_FAILED",
  "load PLUGIN_ERROR",
  "load TRAP",
]);
