import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { families } from "./families.ts";
import type { CaseResult } from "./hostile-case.ts";
import { inlineExceptions, runFamily, runsOf } from "./suite.ts";
import { resultTable } from "./table.ts";

/** For a family's cases, one after the other, on a machine that is ten times slower. */
const familyMs = 600_000;

const results: CaseResult[] = [];

// Families wait most of the time, for deadlines: several at once take no longer than the longest.
describe.concurrent.each(await runsOf())("$family, $level", ({ family, level }) => {
  test("every case ends as it has to", { timeout: familyMs }, async () => {
    const rows = await runFamily(family, level);
    results.push(...rows);
    const failed = rows.filter(({ pass }) => !pass).map(({ name, outcome }) => `${name}: ${outcome}`);
    expect(failed).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe("what inline does not stop by design", async () => {
  let documented: string;
  beforeAll(() => {
    documented = readFileSync(new URL("../../../../docs/threat-model.md", import.meta.url), "utf8");
  });

  const words = new Set((await Promise.all(families.map(inlineExceptions))).flat());
  test.for([...words])("%s is named in the threat model", (what) => {
    expect(documented).toContain(`\`inline\` does not stop ${what}`);
  });
});

afterAll(() => console.log(`\n${resultTable(results)}`));
