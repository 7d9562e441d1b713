import { randomUUID } from "node:crypto";
import { existsSync, lstatSync } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PlannedFile } from "./plan.ts";

/** The planned files whose places in a folder are taken, by a file or by something else that is in the way. */
export function collisions(folder: string, files: readonly PlannedFile[]): readonly string[] {
  return files.map(({ path }) => path).filter((path) => isTaken(folder, path));
}

function isTaken(folder: string, path: string): boolean {
  if (existsSync(join(folder, path))) return true;
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    const stats = lstatSync(join(folder, parent), { throwIfNoEntry: false });
    if (stats) return !stats.isDirectory();
  }
  return false;
}

/**
 * Writes a project that is there whole or not at all: into a folder beside it, which then gets its name; or, where the
 * folder exists, file by file from there, taking back what was written if one of them fails.
 */
export async function writeFiles(folder: string, files: readonly PlannedFile[]): Promise<void> {
  const firstMade = await mkdir(dirname(folder), { recursive: true });
  // Not mkdtemp, whose folders nobody else may read.
  const unfinished = join(dirname(folder), `.${basename(folder)}.unfinished-${randomUUID()}`);
  try {
    await mkdir(unfinished);
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(unfinished, path)), { recursive: true });
      await writeFile(join(unfinished, path), bytes);
    }
    if (existsSync(folder)) await moveInto(folder, unfinished, files);
    else await rename(unfinished, folder);
  } catch (error) {
    if (firstMade !== undefined) await rm(firstMade, { recursive: true, force: true });
    // Where it was to be, and not the name that it had until then.
    throw Object.assign(error as Error, { path: folder });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function moveInto(folder: string, from: string, files: readonly PlannedFile[]): Promise<void> {
  const moved: string[] = [];
  try {
    for (const { path } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await rename(join(from, path), join(folder, path));
      moved.push(path);
    }
  } catch (error) {
    for (const path of moved) await rm(join(folder, path), { force: true });
    for (const path of moved) await removeEmptyFolders(folder, dirname(path));
    throw error;
  }
}

async function removeEmptyFolders(folder: string, path: string): Promise<void> {
  for (let each = path; each !== "."; each = dirname(each)) {
    const full = join(folder, each);
    if (!existsSync(full)) continue;
    if ((await readdir(full)).length > 0) return;
    await rmdir(full);
  }
}
