import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeDebugManifest } from "../project/debug-manifest.ts";
import type { Project } from "../project/project.ts";

/** One build, kept apart from the project, whose next build overwrites its own. */
export interface BuildCopy {
  readonly number: number;
  readonly project: Project;
  /** The module's path. */
  readonly path: string;
  readonly manifestPath: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Copies a module, its source map and its manifest with the schemas in it. */
export async function copyBuild(
  project: Project,
  module: string,
  { number, parent }: { readonly number: number; readonly parent: string },
): Promise<BuildCopy> {
  const folder = join(parent, `build-${number}`);
  await mkdir(folder, { recursive: true });
  // Under its own name, which its source map is found by.
  const path = join(folder, basename(module));
  await copyFile(module, path);
  if (existsSync(`${module}.map`)) await copyFile(`${module}.map`, `${path}.map`);
  const manifestPath = await writeDebugManifest({ ...project, debugModule: path });
  return { number, project, path, manifestPath, bytes: new Uint8Array(await readFile(path)) };
}

export async function removeBuild({ path }: BuildCopy): Promise<void> {
  await rm(dirname(path), { recursive: true, force: true });
}
