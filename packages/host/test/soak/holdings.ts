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

/**
 * What this process holds once it has come to rest.
 *
 * @param passes of the garbage collector: what ends in another thread, or by a finalizer, is freed by the next one
 */
export async function holdings(passes = 1): Promise<Holdings> {
  for (let pass = 0; pass < passes; pass++) {
    await sleep(100);
    globalThis.gc?.();
  }
  const { rss, heapUsed } = process.memoryUsage();
  return {
    residentBytes: rss,
    heapBytes: heapUsed,
    descriptors: entries("/proc/self/fd"),
    threads: entries("/proc/self/task"),
  };
}

/** How much more of it may be held later, in bytes: what the allocator keeps for itself differs from time to time. */
export type Tolerance = Pick<Holdings, "residentBytes" | "heapBytes">;

/** What grew from one time to another by more than it may, in words. */
export function growth(first: Holdings, last: Holdings, tolerance: Tolerance): string[] {
  const grown: string[] = [];
  const memory = last.residentBytes - first.residentBytes;
  if (memory > tolerance.residentBytes) grown.push(`Resident memory grew by ${mebibytes(memory)} MiB.`);
  const heap = last.heapBytes - first.heapBytes;
  if (heap > tolerance.heapBytes) grown.push(`The heap grew by ${mebibytes(heap)} MiB.`);
  if (last.descriptors > first.descriptors + 8) grown.push(`File descriptors grew to ${last.descriptors}.`);
  if (last.threads > first.threads + 4) grown.push(`Threads grew to ${last.threads}.`);
  return grown;
}

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function entries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
