import { median, spreadOf } from "./statistics.ts";
import { callsFor, type Subject } from "./rounds.ts";

/** Tells how many functions the optimising compiler has finished so far, and from when on. */
export interface TierWatch {
  /** How many functions the optimising tier has compiled. */
  readonly optimised: () => number;
}

/** What a warm-up came to. */
export interface WarmUp {
  /** How many calls it took. */
  readonly calls: number;
  /** Functions that the optimising tier compiled; `null` where nothing watches the compiler. */
  readonly optimised: number | null;
  /** Whether the compiler had gone quiet and the time of a call had settled before the patience was used up. */
  readonly settled: boolean;
}

/** How a subject is warmed up. */
export interface WarmUpOptions {
  /** How long one batch takes, in milliseconds. */
  readonly batchMs: number;
  /** After so many milliseconds it is measured as it is, and reported as not settled. */
  readonly patienceMs: number;
  readonly watch?: TierWatch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** So many batches in a row have to be alike, without any optimised code among them that is new. */
const alike = 4;
const tolerance = 0.1;

/**
 * Runs a subject until it is as fast as it gets: the optimising compiler has finished something and then, in the last
 * batches, nothing, and the times of a call are within a tenth of each other.
 */
export async function warmUp(subject: Subject, options: WarmUpOptions): Promise<WarmUp> {
  const { batchMs, patienceMs, watch, signal } = options;
  const start = performance.now();
  const times: number[] = [];
  const optimised: number[] = [];
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    // Calls get faster, so a batch needs more of them than the one before.
    const calls = await callsFor(subject, batchMs);
    times.push((await subject.run(calls)) / calls);
    optimised.push(watch?.optimised() ?? 0);
    total += calls;
    const isOptimised = watch === undefined || optimised.at(-1)! > 0;
    const isQuiet = times.length >= alike && new Set(optimised.slice(-alike)).size === 1 && isOptimised;
    const settled = isQuiet && isAlike(times.slice(-alike));
    if (settled || performance.now() - start > patienceMs)
      return { calls: total, optimised: watch === undefined ? null : optimised.at(-1)!, settled };
  }
}

function isAlike(times: readonly number[]): boolean {
  const middle = median(times);
  const { low, high } = spreadOf(times);
  return high - low <= tolerance * middle;
}
