import { setTimeout as sleep } from "node:timers/promises";
import { type FSWatcher, watch } from "chokidar";
import { Failure } from "../failure.ts";
import { systemFault } from "../system-fault.ts";
import { onError } from "../terminal/style.ts";

const ignored = /(?:^|[/\\])(?:build|target|node_modules|\.git)(?:$|[/\\])/;
/** Editors write a file in several steps. */
export const settleMs = 100;

/** Tells of every change of a project's source. What cannot be watched is named once, and the rest watched. */
export function watchSource(folder: string, onChange: () => void): FSWatcher {
  return watch(folder, { ignored, ignoreInitial: true })
    .on("all", onChange)
    .on("error", (error) => {
      const { message, hint } = systemFault(error) ?? { message: String(error), hint: "" };
      console.error(`${onError("yellow", "Not watched for changes:")} ${message}\n       ${hint}`);
    });
}

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
  const watcher = watchSource(folder, () => changed.resolve());
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
    const fault = systemFault(error);
    const isUsers = error instanceof Failure || (error instanceof Error && error.name === "ToolchainError");
    if (!isUsers && fault === undefined) throw error;
    const { message, hint } = fault ?? (error as Failure);
    console.error(`${onError("red", "error:")} ${message}${hint ? `\n       ${hint}` : ""}`);
  }
}
