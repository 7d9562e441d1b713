/**
 * `npm run bench`: what the sandbox costs beside the same program compiled natively, in every language. Exits 1 when a
 * gated cell is over the line, or a cell could not be measured.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { comparisonTable } from "./overhead/comparison.ts";
import { measureExamples } from "./examples/measure-examples.ts";
import { examplesTable } from "./examples/table.ts";
import { figuresTable, figuresToBeat } from "./overhead/figures-to-beat.ts";
import { full, quick } from "./overhead/effort.ts";
import { isGatedMode } from "./overhead/mode.ts";
import { progress } from "./overhead/progress.ts";
import { jsonOutput, overTheLine, type Report, thisMachine } from "./overhead/report.ts";
import { runOverhead } from "./overhead/run-overhead.ts";
import { modesTable, overheadTable, splitTable } from "./overhead/table.ts";
import { markdownOf, writeReadme } from "./page/markdown.ts";
import { pageOf } from "./page/page.ts";
import { peersTable } from "./peers/table.ts";
import { measurePeers } from "./peers/measure-peers.ts";
import { findWorkloads } from "./workloads.ts";

const usage = `usage: npm run bench -- [--quick] [--json] [--only <workload or language>]... [--peers none|all] [--compare <report.json>] [--out <folder>] [--readme]`;
const reports = fileURLToPath(new URL(".reports/overhead/", import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    peers: { type: "string" },
    compare: { type: "string" },
    out: { type: "string", default: reports },
    readme: { type: "boolean", default: false },
  },
});
const peersWanted = values.peers ?? (values.quick ? "none" : "all");
if (peersWanted !== "none" && peersWanted !== "all") {
  console.error(usage);
  process.exit(2);
}
const before = values.compare === undefined ? undefined : readReport(values.compare);

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort(new Error("interrupted")));

const start = performance.now();
const effort = values.quick ? quick : full;
const workloads = await findWorkloads();
const overhead = await runOverhead(workloads, {
  effort,
  only: values.only,
  signal: interruption.signal,
  ...progress(),
});
const peers =
  peersWanted === "all" && workloads[0] !== undefined
    ? await measurePeers(workloads[0], { effort, onStart: (what) => console.error(`peers: ${what}`) })
    : [];
const examples =
  values.only.length === 0
    ? await measureExamples(effort, (plugin) => console.error(`example: ${plugin}`))
    : [];
const report: Report = {
  reportVersion: 2,
  finishedAt: new Date().toISOString(),
  durationSeconds: Math.round((performance.now() - start) / 1000),
  effort: values.quick ? "quick" : "full",
  machine: thisMachine(),
  ...overhead,
  examples,
  peers,
};

mkdirSync(values.out, { recursive: true });
const path = join(values.out, "report.json");
writeFileSync(path, `${JSON.stringify(report, undefined, 2)}\n`);
writeFileSync(join(values.out, "report.html"), await pageOf(report));
writeFileSync(join(values.out, "report.md"), `${markdownOf(report)}\n`);
if (values.readme) writeReadme(report);

if (values.json) console.log(jsonOutput(report));
else print();
process.exitCode = overTheLine(report.cells).length > 0 ? 1 : 0;

function print(): void {
  const { machine, cells } = report;
  console.log(`\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, V8 ${machine.v8}\n`);
  console.log(overheadTable(cells));
  if (cells.some((cell) => !isGatedMode(cell))) {
    console.log(`\nOther isolation levels, shared state, and outputs in new memory\n${modesTable(cells)}`);
  }
  console.log(
    `\nWhere a call's time goes: inline, fresh state, outputs in memory that is used again\n${splitTable(cells)}`,
  );
  if (report.examples.length > 0) {
    console.log(`\nThe example plugins as they ship\n${examplesTable(report.examples)}`);
  }
  const figures = figuresToBeat(report);
  if (figures.length > 0) console.log(`\n${figuresTable(figures)}`);
  if (report.peers.length > 0) console.log(`\nBeside others\n${peersTable(report.peers)}`);
  for (const missing of report.missing) console.log(missing);
  if (before !== undefined) console.log(`\nAgainst ${before.finishedAt}\n${comparisonTable(before, report)}`);
  const over = overTheLine(cells);
  const gated = cells.filter((cell) => cell.gated).length;
  console.log(`\n${gated} gated cells, ${gated - over.length} within the line. Report: ${path}`);
}

function readReport(file: string): Report {
  const saved = JSON.parse(readFileSync(file, "utf8")) as Report;
  if (saved.reportVersion === 2) return saved;
  console.error(`${file} is no report of this benchmark (reportVersion 2)`);
  process.exit(2);
}
