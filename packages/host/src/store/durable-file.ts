import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What files that are not finished begin with. Whoever finds an old one may remove it. */
export const unfinishedPrefix = ".unfinished-";

/**
 * Writes a file that is there whole or not at all, also after a power cut: to a temporary file beside it, to the disk, then
 * under its name, and that to the disk as well.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  { mode = 0o644, folder = dirname(path) }: { readonly mode?: number; readonly folder?: string } = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${unfinishedPrefix}${randomUUID()}`);
  try {
    await writeAndSync(unfinished, bytes, mode);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeAndSync(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  await using file = await open(path, "wx", mode);
  await file.writeFile(bytes);
  await file.sync();
}

/** A new name in a folder is on the disk only once the folder is. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(path, "r");
  await folder.sync();
}
