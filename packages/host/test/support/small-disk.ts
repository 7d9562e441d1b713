import { execFile } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A file system of its own, so small that it can be filled. */
export interface SmallDisk extends AsyncDisposable {
  /** Leaves no room for another byte, until what it returns is disposed of. */
  fill(): AsyncDisposable;
}

/** Mounts one at a folder, where this process may mount one. */
export async function mountSmallDisk(folder: string, mebibytes: number): Promise<SmallDisk | undefined> {
  const options = ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder];
  const isMounted = await run("mount", options).then(
    () => true,
    () => false,
  );
  if (!isMounted) return undefined;
  return {
    fill: () => fillDisk(join(folder, "filler")),
    [Symbol.asyncDispose]: async () => void (await run("umount", ["--lazy", folder])),
  };
}

function fillDisk(file: string): AsyncDisposable {
  const descriptor = openSync(file, "w");
  const chunk = Buffer.alloc(2 ** 16);
  try {
    // A write that only fits in part says so; the next one fails.
    for (;;) writeSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(descriptor);
  }
  return { [Symbol.asyncDispose]: () => rm(file) };
}
