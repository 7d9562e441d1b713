import { stripVTControlCharacters } from "node:util";
import type { CaseResult } from "./hostile-case.ts";

/** Results as a table: a line for each case, with what happened on each level. */
export function resultTable(results: readonly CaseResult[]): string {
  const levels = [...new Set(results.map(({ level }) => level))];
  const names = [...new Set(results.map(nameOf))];
  const rows = names.map((name) => {
    const cells = levels.map((level) => {
      const result = results.find((each) => nameOf(each) === name && each.level === level);
      if (result === undefined) return "";
      return `${result.pass ? "" : "FAILED "}${oneLine(result.outcome)}`;
    });
    return [name, ...cells];
  });
  const failed = results.filter(({ pass }) => !pass).length;
  const count = `${names.length} cases, ${results.length} runs, ${failed} failed`;
  return [...columns([["case", ...levels], ...rows]), "", count].join("\n");
}

function nameOf({ family, name }: CaseResult): string {
  return `${family}: ${name}`;
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\s+/g, " ");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) =>
    Math.min(60, Math.max(...rows.map((row) => row[column]!.length))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
