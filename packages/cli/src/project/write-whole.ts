import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Writes a file whole or not at all, in the place of one that is there: who reads it meanwhile finds the old one, and so it
 * stays where the disk is full.
 *
 * @param mode who may read it; as the umask says unless given
 */
export async function writeWhole(
  path: string,
  contents: string | Uint8Array,
  { mode = 0o666 }: { readonly mode?: number } = {},
): Promise<void> {
  const place = resolve(path);
  await mkdir(dirname(place), { recursive: true });
  const unfinished = `${place}.${randomUUID()}`;
  try {
    await writeFile(unfinished, contents, { mode, flag: "wx" });
    await rename(unfinished, place);
  } catch (error) {
    // Nobody knows the other one.
    if (error instanceof Error && "path" in error) error.path = place;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}
