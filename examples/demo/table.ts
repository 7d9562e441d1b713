import Table from "cli-table3";
import type { Run } from "./run.ts";

export function renderTable(runs: readonly Run[]): string {
  const table = new Table({
    head: [
      "step",
      "plugin",
      "language",
      "module",
      "isolation",
      "messages",
      "refused",
      "out",
      "median",
      "p99",
      "memory",
    ],
    colAligns: ["left", "left", "left", "left", "left", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const run of runs) {
    table.push([
      run.step,
      run.plugin,
      run.language,
      run.module,
      run.isolation,
      run.messages,
      run.failures,
      `${(run.bytes / 1000).toFixed(0)} kB`,
      `${run.medianUs.toFixed(1)} µs`,
      `${run.p99Us.toFixed(1)} µs`,
      `${(run.memoryBytes / 1024).toFixed(0)} KiB`,
    ]);
  }
  return table.toString();
}
