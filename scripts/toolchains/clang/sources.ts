import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ToolchainError } from "./error.ts";

/** The C files of one folder. */
export interface Sources {
  /** The folder that holds {@link folder}; a compiler runs there, so that diagnostics read `src/plugin.c:1:1`. */
  readonly root: string;
  /** The folder's name. */
  readonly folder: string;
  /** Text of every `.c` and `.h` file by its name, in order of names. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of the `.c` files, in order. */
  readonly units: readonly string[];
}

/** Reads the `.c` and `.h` files of a folder. */
export async function readSources(path: string): Promise<Sources> {
  const folder = basename(path);
  const names = (await readdir(path)).filter((name) => /\.[ch]$/.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
  const units = names.filter((name) => name.endsWith(".c"));
  if (units.length === 0) throw new ToolchainError(`there is no .c file in ${path}`);
  const files = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
  return { root: dirname(path), folder, files, units };
}
