/** Runs the hostile cases: `node main.ts [--json] [--family NAME] [--isolation LEVEL]`. Exits 1 when one does not pass. */
import { parseArgs } from "node:util";
import type { Isolation } from "@vial/host";
import { runBounded } from "../../src/run-bounded.ts";
import { families, type Family } from "./families.ts";
import { levels, runFamily } from "./suite.ts";
import { resultTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    family: { type: "string", multiple: true, default: [...families] },
    isolation: { type: "string", multiple: true, default: [...levels] },
  },
});

/** Hosts at once: most wait for a deadline, most of the time. */
const concurrency = 3;

const runs = values.family.flatMap((family) => values.isolation.map((isolation) => ({ family, isolation })));
const results = await runBounded(runs, concurrency, ({ family, isolation }) =>
  runFamily(family as Family, isolation as Isolation),
);
const cases = results.flat();
if (values.json) {
  const rows = cases.map(({ name, family, isolation, outcome, pass }) => ({
    name: `${family}: ${name}`,
    isolation,
    outcome,
    pass,
  }));
  console.log(JSON.stringify({ cases: rows }, null, 2));
} else console.log(resultTable(cases));
process.exitCode = cases.every(({ pass }) => pass) ? 0 : 1;
