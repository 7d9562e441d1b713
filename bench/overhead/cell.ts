import {
  type CallSplit,
  type Interval,
  restlessLimit,
  restlessness,
  spreadOf,
  type WarmUp,
} from "@vial/measure";
import type { NativeTarget } from "../native/program.ts";
import type { Language } from "../workloads.ts";
import { isGatedMode, type Mode } from "./mode.ts";

/** What a measurement is of. */
export interface CellKey extends Mode {
  readonly workload: string;
  readonly language: Language;
  readonly sizeBytes: number;
}

/** The plugin's time beside one more native program's. */
export interface Baseline {
  readonly compiler: string;
  readonly target: NativeTarget;
  readonly nativeUs: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** Vial's time for a call, held against the native program's for the same run of the same workload. */
export interface MeasuredCell extends CellKey {
  readonly outcome: "measured";
  /** Bytes of the input, and of the output that all sides gave. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** The baseline's time divided into Vial's: medians, and the bounds of the 95% interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly nativeUs: number;
  readonly vialUs: number;
  /** What Vial's call takes longer, in nanoseconds, with its 95% interval. */
  readonly extraNs: Interval;
  /** What compiled the baseline. */
  readonly baseline: string;
  /** All the other native programs. */
  readonly others: readonly Baseline[];
  readonly gated: boolean;
  /** Whether the upper bound is within the limit, and can be believed: see {@link keepsToLimit}. */
  readonly pass: boolean;
  readonly rounds: number;
  readonly attempts: number;
  readonly disturbed: boolean;
  readonly warmUp: WarmUp;
  /** Where the time goes; the host tells only of inline calls. */
  readonly split: CallSplit | null;
}

/** A cell that could not be measured: its sides do not agree, or one of them failed. It never passes. */
export interface FailedCell extends CellKey {
  readonly outcome: "failed";
  readonly reason: string;
  readonly gated: boolean;
  readonly pass: false;
}

export type Cell = MeasuredCell | FailedCell;

/** The upper bound that every gated cell keeps to: under ten percent. */
export const limit = 1.1;

const KiB = 1024;

/** The sizes that are measured, and those at which the gate applies: below, the fixed cost of a call decides. */
export const sizes: readonly number[] = [KiB, 64 * KiB, 1024 * KiB];
const gatedSizes: ReadonlySet<number> = new Set([64 * KiB, 1024 * KiB]);

/** What is said of a gated cell. One that stayed disturbed, and is near the line, has shown nothing. */
export type Verdict = "within the line" | "over the line" | "too disturbed to tell";

export function verdictOf({ pass, high }: MeasuredCell): Verdict {
  if (pass) return "within the line";
  return high > limit ? "over the line" : "too disturbed to tell";
}

/** What something else on the machine takes from a program at most, as a factor of its time: half of the core that it runs on. */
const mostDisturbance = 2;

/**
 * Whether a cell is within the limit by the upper bound of its interval. One that stayed disturbed has to be so by a ratio
 * that no disturbance can have flattered, too: that of the third quartile of Vial's rounds to the first of the native's. Where the native
 * program itself was restless, every round of it may have been slowed: one in Go, whose collector works beside it, takes half as long again while something
 * keeps the other core busy, and Vial takes no longer.
 */
export function keepsToLimit({
  high,
  disturbed,
  ours,
  theirs,
}: {
  readonly high: number;
  readonly disturbed: boolean;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}): boolean {
  if (high > limit) return false;
  if (!disturbed) return true;
  const native = spreadOf(theirs);
  const doubt = restlessness(native) > restlessLimit ? mostDisturbance : 1;
  return (spreadOf(ours).high / native.low) * doubt <= limit;
}

export function isGated(key: CellKey): boolean {
  return isGatedMode(key) && gatedSizes.has(key.sizeBytes);
}
