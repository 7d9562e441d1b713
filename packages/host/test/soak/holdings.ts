import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** What a process holds. */
export interface Holdings {
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** 0 where the system does not tell. */
  readonly descriptors: number;
  /** 0 where the system does not tell. */
  readonly threads: number;
}

/** What this process holds once it has come to rest. */
export async function holdings(): Promise<Holdings> {
  await sleep(100);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    residentBytes: rss,
    heapBytes: heapUsed,
    descriptors: entries("/proc/self/fd"),
    threads: entries("/proc/self/task"),
  };
}

function entries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
