import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { searchPath } from "../machine.ts";
import type { Environment } from "../toolchain.ts";

const suffixes = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** Whether a file is there that can be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The file that `name` stands for in a folder, if it is there. */
export function commandIn(folder: string, name: string): string | undefined {
  return suffixes.map((suffix) => join(folder, name + suffix)).find((file) => isExecutable(file));
}

/** The file that a shell would run for `name`. */
export function which(name: string, env: Environment): string | undefined {
  for (const folder of searchPath(env)) {
    const file = commandIn(folder, name);
    if (file !== undefined) return file;
  }
  return undefined;
}
