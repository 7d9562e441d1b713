import Table from "cli-table3";
import type { Cell, MeasuredCell } from "./cell.ts";
import { verdictText } from "./progress.ts";
import { isGatedMode, type Mode } from "./mode.ts";
import { isMeasured, sizeText } from "./report.ts";

const plain = { head: [], border: [] };

/** The cells on the caller's thread, with fresh state and outputs in memory that is used again: what the gate looks at, and the fixed cost at the smallest size. */
export function overheadTable(cells: readonly Cell[]): string {
  const table = new Table({
    head: ["workload", "language", "size", "native", "Vial", "ratio (95% interval)", "Vial takes more"],
    colAligns: ["left", "left", "right", "right", "right", "left", "right"],
    style: plain,
  });
  for (const cell of cells) {
    if (!isGatedMode(cell)) continue;
    const { workload, language, sizeBytes } = cell;
    const head = [workload, language, sizeText(sizeBytes)];
    if (cell.outcome === "failed") table.push([...head, "", "", verdictText(cell), ""]);
    else {
      const more = duration(cell.extraNs.value / 1000);
      table.push([...head, duration(cell.nativeUs), duration(cell.vialUs), verdictText(cell), more]);
    }
  }
  return table.toString();
}

/** The other isolation levels, shared state and outputs in new memory: Vial's time and its ratio to the same baseline. */
export function modesTable(cells: readonly Cell[]): string {
  const measured = cells.filter(isMeasured);
  const modes = [...new Set(measured.map(modeText))];
  const table = new Table({
    head: ["workload", "language", "size", ...modes],
    style: plain,
    colAligns: ["left", "left", "right", ...modes.map(() => "right" as const)],
  });
  for (const group of Map.groupBy(measured, groupKey).values()) {
    const [{ workload, language, sizeBytes }] = group as [MeasuredCell];
    const times = modes.map((mode) => {
      const cell = group.find((each) => modeText(each) === mode);
      return cell === undefined ? "" : `${duration(cell.vialUs)} (${cell.ratio.toFixed(2)} ×)`;
    });
    table.push([workload, language, sizeText(sizeBytes), ...times]);
  }
  return table.toString();
}

/** Where the time of a call goes. */
export function splitTable(cells: readonly Cell[]): string {
  const table = new Table({
    head: ["workload", "language", "size", "dispatch", "new instance", "copy in", "run", "copy out", "reset"],
    style: plain,
    colAligns: ["left", "left", ...Array.from({ length: 7 }, () => "right" as const)],
  });
  for (const { workload, language, sizeBytes, split } of cells.filter(isMeasured)) {
    if (split === null) continue;
    const { dispatch, instantiate, copyIn, run, copyOut, reset } = split;
    const parts = [dispatch, instantiate, copyIn, run, copyOut, reset].map((part) => duration(part / 1000));
    table.push([workload, language, sizeText(sizeBytes), ...parts]);
  }
  return table.toString();
}

export function modeText({ isolation, state, outputs }: Mode): string {
  const details = [
    state === "shared" ? ", shared state" : "",
    outputs === "new" ? ", new memory for outputs" : "",
  ];
  return isolation + details.join("");
}

export function groupKey({ workload, language, sizeBytes }: Cell): string {
  return `${workload} ${language} ${sizeBytes}`;
}

/** Microseconds in the unit that reads best. */
export function duration(microseconds: number): string {
  const size = Math.abs(microseconds);
  if (size >= 1000) return `${(microseconds / 1000).toPrecision(3)} ms`;
  if (size >= 1) return `${microseconds.toPrecision(3)} µs`;
  return `${(microseconds * 1000).toFixed(0)} ns`;
}
