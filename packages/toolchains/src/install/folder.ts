import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withLock } from "./lock.ts";

/**
 * Makes a folder that is there whole or not at all: `build` fills a folder beside it, which then gets its name. What
 * an earlier process was kept from finishing is removed.
 *
 * @param build gets the folder to fill. It must not write that folder's path into what it makes.
 */
export async function installFolder(
  folder: string,
  build: (unfinished: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const parent = dirname(folder);
  const prefix = `${basename(folder)}.unfinished-`;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(folder)) return;
      await mkdir(parent, { recursive: true });
      await removeAll(parent, prefix);
      const unfinished = await mkdtemp(join(parent, prefix));
      try {
        await build(unfinished);
        signal?.throwIfAborted();
        await rename(unfinished, folder);
      } finally {
        await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    signal,
  );
}

async function removeAll(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix))
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}
