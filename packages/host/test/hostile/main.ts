/** Runs the hostile cases: `node main.ts [--json] [--family NAME] [--isolation LEVEL]`. Exits 1 when one does not pass. */
import { parseArgs } from "node:util";
import { runBounded } from "../../src/run-bounded.ts";
import { families } from "./families.ts";
import { levels, runFamily, runsOf } from "./suite.ts";
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

const runs = await runsOf(values.family, values.isolation);
const results = await runBounded(runs, concurrency, ({ family, level }) => runFamily(family, level));
const cases = results.flat();
if (values.json) {
  const rows = cases.map(({ name, family, level, outcome, pass }) => ({
    name: level === "extism" ? `${family}: ${name}, the reference engine` : `${family}: ${name}`,
    isolation: level === "extism" ? "inline" : level,
    outcome,
    pass,
  }));
  console.log(JSON.stringify({ cases: rows }, null, 2));
} else console.log(resultTable(cases));
process.exitCode = cases.every(({ pass }) => pass) ? 0 : 1;
