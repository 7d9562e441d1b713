import { setTimeout as sleep } from "node:timers/promises";
import { watch } from "chokidar";
import { Failure } from "../failure.ts";
import { onError } from "../terminal/style.ts";

const ignored = /(?:^|[/\\])(?:build|target|node_modules|\.git)(?:$|[/\\])/;
/** Editors write a file in several steps. */
const settleMs = 100;

/**
 * Does something now and after every change in a project, until the process is interrupted. A failure of the user's
 * is shown, and the next change awaited.
 */
export async function watchProject(folder: string, work: () => Promise<void>): Promise<void> {
  const { promise: interrupted, resolve } = Promise.withResolvers<void>();
  const ended = new AbortController();
  const stop = (): void => {
    ended.abort();
    resolve();
  };
  let changed = Promise.withResolvers<void>();
  const watcher = watch(folder, { ignored, ignoreInitial: true });
  watcher.on("all", () => changed.resolve());
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    while (!ended.signal.aborted) {
      changed = Promise.withResolvers();
      await attempt(work);
      console.error(onError("dim", "Waiting for a change (Ctrl+C ends)"));
      await Promise.race([changed.promise, interrupted]);
      if (!ended.signal.aborted) await sleep(settleMs);
    }
  } finally {
    await watcher.close();
  }
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isUsers = error instanceof Failure || (error instanceof Error && error.name === "ToolchainError");
    if (!isUsers) throw error;
    const hint = error instanceof Failure && error.hint ? `\n       ${error.hint}` : "";
    console.error(`${onError("red", "error:")} ${error.message}${hint}`);
  }
}
