import type { HostileCase } from "./hostile-case.ts";

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
  "dns",
  "leaks",
  "logs",
  "wasi",
] as const;

export type Family = (typeof families)[number];

export async function casesOf(family: Family): Promise<readonly HostileCase[]> {
  const { cases } = (await import(`./cases/${family}.ts`)) as { readonly cases: readonly HostileCase[] };
  return cases;
}
