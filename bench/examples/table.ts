import Table from "cli-table3";
import { duration } from "../overhead/table.ts";
import type { ExampleRow } from "./example.ts";

export function examplesTable(rows: readonly ExampleRow[]): string {
  const table = new Table({
    head: ["plugin", "language", "input", "a call (quartiles)", ""],
    colAligns: ["left", "left", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const { plugin, language, inputBytes, vialUs, vialLowUs, vialHighUs, note } of rows) {
    const call = `${duration(vialUs)} (${duration(vialLowUs)}–${duration(vialHighUs)})`;
    table.push([plugin, language, `${(inputBytes / 1024).toFixed(1)} KiB`, call, note]);
  }
  return table.toString();
}
