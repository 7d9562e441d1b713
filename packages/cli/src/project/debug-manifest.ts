import { basename, dirname, join } from "node:path";
import type { Project } from "./project.ts";
import { wholeManifest } from "./whole-manifest.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Writes a manifest beside the debug build, so that hosts hold it to the same contract.
 *
 * @returns its path
 */
export async function writeDebugManifest(project: Project): Promise<string> {
  const path = join(dirname(project.debugModule), "debug.vial.json");
  const own = { ...(await wholeManifest(project)), module: basename(project.debugModule) };
  await writeWhole(path, `${JSON.stringify(own, undefined, 2)}\n`);
  return path;
}
