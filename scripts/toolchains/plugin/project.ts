import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolchainError } from "../../../packages/toolchains/src/index.ts";

/** A plugin project: a folder with a `vial.json`. */
export interface PluginProject {
  readonly folder: string;
  readonly name: string;
  /** Full path of the module that a build writes. */
  readonly module: string;
}

/** Reads a folder's `vial.json`. */
export async function readProject(folder: string): Promise<PluginProject> {
  const path = join(folder, "vial.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ToolchainError(`${path} cannot be read: run this in a plugin's folder`, { cause });
  }
  const { name, module } = JSON.parse(text) as { readonly name: string; readonly module: string };
  return { folder, name, module: join(folder, module) };
}
