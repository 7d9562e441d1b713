import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { isGated, type MeasuredCell } from "../overhead/cell.ts";
import { changesSince } from "../overhead/comparison.ts";
import { measureExamples } from "../examples/measure-examples.ts";
import { figuresToBeat } from "../overhead/figures-to-beat.ts";
import { least } from "../overhead/effort.ts";
import { gatedMode, isGatedMode } from "../overhead/mode.ts";
import { isMeasured, jsonOutput, overTheLine, type Report, thisMachine } from "../overhead/report.ts";
import { runOverhead } from "../overhead/run-overhead.ts";
import { overheadTable } from "../overhead/table.ts";
import { markdownOf } from "../page/markdown.ts";
import { pageOf } from "../page/page.ts";
import { findWorkloads } from "../workloads.ts";

const schema = JSON.parse(readFileSync(new URL("../report.schema.json", import.meta.url), "utf8")) as object;
let report: Report;

beforeAll(async () => {
  const workloads = await findWorkloads(fileURLToPath(new URL("../test-workloads/", import.meta.url)));
  const overhead = await runOverhead(workloads, { effort: least, only: ["c"], sizes: [1024, 65536] });
  const { workload, language, isolation, state, outputs } = overhead.cells[0]!;
  report = {
    reportVersion: 2,
    finishedAt: new Date().toISOString(),
    durationSeconds: 1,
    effort: "least",
    machine: thisMachine(),
    ...overhead,
    cells: [
      ...overhead.cells,
      {
        workload,
        language,
        isolation,
        state,
        outputs,
        sizeBytes: 1_048_576,
        outcome: "failed",
        reason: "<b>its output is another</b>",
        gated: true,
        pass: false,
      },
    ],
    examples: await measureExamples(least),
    peers: [],
  };
});

test("a report fits its schema", () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  validate(JSON.parse(JSON.stringify(report)));
  expect(validate.errors ?? []).toStrictEqual([]);
});

test("the calls of the gated mode are split, in the rounds that time them", () => {
  const cells = report.cells.filter(isMeasured);
  expect(cells.map(({ split }) => split !== null)).toStrictEqual(cells.map(isGatedMode));
  for (const { split } of cells) {
    const { newInstancePercent, ...parts } = split!;
    for (const part of Object.values(parts)) expect(part).toBeGreaterThanOrEqual(0);
    expect(parts.run).toBeGreaterThan(0);
    expect(newInstancePercent).toBe(0);
  }
});

test("the example plugins answer, each with what the one before said", () => {
  expect(report.examples.map(({ plugin }) => plugin)).toStrictEqual([
    "hl7-to-json",
    "fhir-gateway",
    "lgpd-analyzer",
    "triage-rules",
  ]);
});

test("the JSON output has the cells and the peers and nothing else", () => {
  const printed = JSON.parse(jsonOutput(report)) as { readonly cells: readonly object[] };
  expect(Object.keys(printed)).toStrictEqual(["cells", "peers"]);
  for (const cell of printed.cells) {
    expect(Object.keys(cell)).toStrictEqual([
      "workload",
      "language",
      "sizeBytes",
      "isolation",
      "state",
      "outputs",
      "ratio",
      "low",
      "high",
      "nativeUs",
      "vialUs",
      "gated",
      "pass",
    ]);
  }
});

test("the gate is inline with fresh state and outputs in memory that is used again, at 64 KiB and 1 MiB", () => {
  const key = { workload: "w", language: "c", ...gatedMode } as const;
  expect([1024, 65_536, 1_048_576].map((sizeBytes) => isGated({ ...key, sizeBytes }))).toStrictEqual([
    false,
    true,
    true,
  ]);
  expect(isGated({ ...key, sizeBytes: 65_536, isolation: "thread" })).toBe(false);
  expect(isGated({ ...key, sizeBytes: 65_536, state: "shared" })).toBe(false);
  expect(isGated({ ...key, sizeBytes: 65_536, outputs: "new" })).toBe(false);
});

test("over the line is what is gated and does not pass, and what failed", () => {
  const cell = report.cells.find(isMeasured)!;
  const cells = [
    { ...cell, gated: true, pass: false },
    { ...cell, gated: true, pass: true },
    { ...cell, gated: false, pass: false },
    report.cells.at(-1)!,
  ];
  expect(overTheLine(cells)).toStrictEqual([cells[0], cells[3]]);
});

test("a cell over the line is shown as over the line, everywhere", async () => {
  const cells = [{ ...gatedCell(), ratio: 1.3, low: 1.2, high: 1.4, pass: false }];
  const over = { ...report, cells };
  expect(overheadTable(cells)).toContain("OVER THE LINE");
  expect(markdownOf(over)).toContain("1.30 (1.20–1.40) OVER");
  expect(await pageOf(over)).toContain('<td class="over">1.300 × (1.200–1.400) OVER THE LINE');
});

test("a figure is beaten when it is below, and told only when it was measured", () => {
  const split = {
    dispatch: 900,
    instantiate: 0,
    copyIn: 300,
    run: 1e6,
    copyOut: 300,
    reset: 500,
    newInstancePercent: 0,
  };
  const cells = [
    { ...gatedCell(), ratio: 1.2 },
    { ...gatedCell(), sizeBytes: 1024, gated: false, split },
  ];
  const told = figuresToBeat({ cells, peers: [] }).map(({ figure, ours, beaten }) => [figure, ours, beaten]);
  expect(told).toStrictEqual([
    ["hot overhead", "20.0%", false],
    ["a call", "2.00 µs", true],
  ]);
  expect(figuresToBeat({ cells: [], peers: [] })).toStrictEqual([]);
});

test("the Markdown has the figures to beat, and the peers at 64 KiB alone", () => {
  const peer = {
    peer: "vial inline",
    workload: "w (rust)",
    callUs: 10,
    callLowUs: 9,
    callHighUs: 11,
    ratio: 1,
    low: 1,
    high: 1,
    firstResultMs: 50,
    memoryBytes: 1_000_000,
    note: "",
  };
  const peers = [1024, 65_536].map((sizeBytes) => ({ ...peer, sizeBytes }));
  const lines = markdownOf({ ...report, peers }).split("\n");
  expect(lines.filter((line) => line.startsWith("| vial inline"))).toHaveLength(1);
  expect(lines.find((line) => line.includes("cold start"))).toContain("| 42 ms   | 50.0 ms | NOT BEATEN |");
  expect(markdownOf({ ...report, peers: [] })).not.toContain("Beside others");
});

test("the page needs nothing else, and holds no markup of the cells' text", async () => {
  const page = await pageOf(report);
  expect(page).toContain("<svg");
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;b&gt;its output is another");
});

test("a change since a saved run is one whose intervals do not meet", () => {
  const cell = { ...gatedCell(), low: 1.0, ratio: 1.05, high: 1.1 };
  const verdicts = [
    { ...cell, low: 1.2, ratio: 1.25, high: 1.3 },
    { ...cell, low: 1.1, ratio: 1.2, high: 1.3 },
    { ...cell, low: 0.8, ratio: 0.85, high: 0.9 },
  ].map((after) => changesSince({ cells: [cell] }, { cells: [after] })[0]!.verdict);
  expect(verdicts).toStrictEqual(["worse", "same", "better"]);
  expect(changesSince({ cells: [] }, { cells: [cell] })).toStrictEqual([]);
});

function gatedCell(): MeasuredCell {
  return report.cells.filter(isMeasured).find(({ gated }) => gated)!;
}
