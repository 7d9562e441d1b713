import type { Language, Toolchain } from "../../packages/toolchains/src/index.ts";

/** One language's line. */
export type Row =
  | { readonly state: "found" | "installed"; readonly language: Language; readonly toolchain: Toolchain }
  | { readonly state: "missing"; readonly language: Language };

const heads = ["language", "compiler", "version", "state"];

/** The rows as aligned columns, with a line of heads. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map((row) => cells(row))];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function cells(row: Row): readonly string[] {
  const { compiler, version } = row.state === "missing" ? { compiler: "-", version: "-" } : row.toolchain;
  return [row.language, compiler, version, row.state];
}

/** The rows as JSON: an array of `{ language, state, compiler?, version?, name? }`. */
export function formatJson(rows: readonly Row[]): string {
  const objects = rows.map((row) => {
    if (row.state === "missing") return { language: row.language, state: row.state };
    const { compiler, version, name } = row.toolchain;
    return { language: row.language, state: row.state, compiler, version, name };
  });
  return JSON.stringify(objects, undefined, 2);
}
