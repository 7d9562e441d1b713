import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { releaseError } from "../release/release-error.ts";

const pollMs = 10;
/** SQLite's SQLITE_BUSY: another process, or another connection of this one, has the lock. */
const busy = 5;

/**
 * Runs `work` while nobody else, in this process or another, runs theirs under the same file. The lock is the operating
 * system's own (SQLite's on a database without tables): it ends with its holder, however that ends, and no clock decides whether it is stale.
 *
 * @param timeoutMs How long to wait for it.
 * @throws PluginError `STORE_BUSY` when it is not free by then.
 */
export async function withStoreLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Result> {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    const deadline = performance.now() + timeoutMs;
    while (!take(lock)) {
      signal?.throwIfAborted();
      if (performance.now() > deadline) {
        const message = `Another process has held the store's lock (${file}) for ${timeoutMs} ms. Find out what it does, or try again.`;
        throw releaseError("STORE_BUSY", message);
      }
      await sleep(pollMs);
    }
    return await work();
  } finally {
    // Which gives the lock back, too.
    lock.close();
  }
}

function take(lock: DatabaseSync): boolean {
  try {
    // A disk that is full has to be cleaned up under this lock: once there is a first page, locking writes nothing.
    const { user_version: version } = lock.prepare("PRAGMA user_version").get() ?? {};
    if (version !== 1) lock.exec("PRAGMA user_version = 1");
    lock.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { readonly errcode?: number }).errcode === busy) return false;
    throw error;
  }
}
