import { mkdir, open, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const heartbeatMs = 1000;
/** A lock whose holder has not been heard of for so long is an orphan. */
const orphanedAfterMs = 10 * heartbeatMs;

async function take(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx")).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

async function isOrphan(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > orphanedAfterMs;
  } catch {
    // Released since it was found taken.
    return false;
  }
}

/**
 * Runs `work` while no other process runs its own under the same lock. It spares machines work that is done twice, no
 * more: a process that was suspended may lose its lock, so what `work` makes must appear at once or not at all.
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  await mkdir(dirname(file), { recursive: true });
  for (let waits = 0; !(await take(file)); waits++) {
    if (waits === 0) console.error(`- Waiting for another process that installs the same (${file})`);
    if (await isOrphan(file)) await rm(file, { force: true });
    else await sleep(heartbeatMs / 4, undefined, { ...(signal && { signal }) });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}
