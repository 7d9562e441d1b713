import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

/** The paths, below `folder`, of files that are missing or have another text. */
export function staleFiles(folder: string, files: readonly GeneratedFile[]): string[] {
  return files
    .map(({ path }) => join(folder, path))
    .filter((path, index) => !current(path, files[index]?.text));
}

/** Writes the files that are not current, and answers their paths. */
export function writeFiles(folder: string, files: readonly GeneratedFile[]): string[] {
  const stale = new Set(staleFiles(folder, files));
  for (const { path, text } of files) {
    const target = join(folder, path);
    if (!stale.has(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return [...stale];
}

/** Git may have checked the file out with Windows' line ends. */
function current(path: string, text: string | undefined): boolean {
  return existsSync(path) && readFileSync(path, "utf8").replaceAll("\r\n", "\n") === text;
}
