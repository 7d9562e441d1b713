/** Runs every synthetic message through the example plugins. `--json` prints the figures alone. */
import { parseArgs } from "node:util";
import type { Isolation } from "@vial/host";
import { Progress } from "./progress.ts";
import { run, type Run } from "./run.ts";
import { showSample } from "./sample.ts";
import { renderTable } from "./table.ts";
import { workloads } from "./workload.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const levels: readonly Isolation[] = ["inline", "thread"];
const all = workloads();

if (!values.json) console.log(await showSample(all[0]!));

const runs: Run[] = [];
for (const workload of all) {
  for (const isolation of levels) {
    using progress = new Progress(`${workload.plugin}, ${isolation}`, workload.inputs.length);
    runs.push(await run(workload, isolation, (done) => progress.update(done)));
  }
}

if (values.json) console.log(JSON.stringify({ runs: runs.map(({ totalMs: _, ...reported }) => reported) }));
else console.log(renderTable(runs));
