import Table from "cli-table3";
import type { Run } from "./run.ts";

export function renderTable(runs: readonly Run[]): string {
  const table = new Table({
    head: [
      "plugin",
      "language",
      "isolation",
      "messages",
      "refused",
      "input",
      "throughput",
      "median",
      "p99",
      "memory",
    ],
    colAligns: ["left", "left", "left", "right", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const each of runs) {
    const { plugin, language, isolation, messages, failures, bytes, medianUs, p99Us, memoryBytes, totalMs } =
      each;
    table.push([
      plugin,
      language,
      isolation,
      messages,
      failures,
      `${(bytes / 1000).toFixed(0)} kB`,
      `${(bytes / 1000 / totalMs).toFixed(1)} MB/s`,
      `${medianUs.toFixed(1)} µs`,
      `${p99Us.toFixed(1)} µs`,
      `${(memoryBytes / 1024).toFixed(0)} KiB`,
    ]);
  }
  return table.toString();
}
