import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileChange } from "./project-files.ts";

/**
 * Makes all of the changes, or none: what is new is written beside first, then put into its place file by file, and what was
 * there is put back when one of them fails.
 */
export async function replaceFiles(folder: string, changes: readonly FileChange[]): Promise<void> {
  const aside = join(folder, `.vial-upgrade-${randomUUID()}`);
  const done: FileChange[] = [];
  try {
    for (const { path, after } of changes) {
      if (after) await writeWhole(join(aside, "after", path), after);
    }
    for (const change of changes) {
      done.push(change);
      await putInPlace(folder, aside, change);
    }
  } catch (error) {
    for (const change of done.toReversed()) await putBack(folder, aside, change);
    throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

async function putInPlace(folder: string, aside: string, { path, before, after }: FileChange): Promise<void> {
  const place = join(folder, path);
  if (before) await move(place, join(aside, "before", path));
  if (after) await move(join(aside, "after", path), place);
}

async function putBack(folder: string, aside: string, { path, before }: FileChange): Promise<void> {
  const kept = join(aside, "before", path);
  if (before && existsSync(kept)) await move(kept, join(folder, path));
  else if (!before) await rm(join(folder, path), { force: true }).catch(() => {});
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}
