import Table from "cli-table3";
import { duration } from "../overhead/table.ts";
import type { ExampleRow } from "./example.ts";

/** The columns of a table of examples, and a row's texts. */
export const exampleHeads = [
  "plugin",
  "language",
  "input",
  "native",
  "a call (quartiles)",
  "ratio (95% interval)",
] as const;

export function exampleTexts(row: ExampleRow): readonly string[] {
  const { plugin, language, inputBytes, vialUs, vialLowUs, vialHighUs, native } = row;
  return [
    plugin,
    language,
    `${(inputBytes / 1024).toFixed(1)} KiB`,
    native === null ? "" : duration(native.nativeUs),
    `${duration(vialUs)} (${duration(vialLowUs)}–${duration(vialHighUs)})`,
    native === null
      ? "no native compiler"
      : `${native.ratio.toFixed(3)} × (${native.low.toFixed(3)}–${native.high.toFixed(3)})`,
  ];
}

export function examplesTable(rows: readonly ExampleRow[]): string {
  const table = new Table({
    head: [...exampleHeads],
    colAligns: ["left", "left", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...exampleTexts(row)]);
  return table.toString();
}
