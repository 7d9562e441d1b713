import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { callPhaseChannel, type CallPhase, type PhaseMark } from "@vial/host";
import { median } from "./statistics.ts";

/** Where the time of a call goes, in nanoseconds: medians over many calls. */
export interface CallSplit {
  /** Everything that is not one of the others: finding the runner, checks, promises. */
  readonly dispatch: number;
  /** A new instance, where the old one could not be made as new. */
  readonly instantiate: number;
  readonly copyIn: number;
  readonly run: number;
  readonly copyOut: number;
  readonly reset: number;
  /** How many of 100 calls needed a new instance. */
  readonly newInstancePercent: number;
}

type Part = Exclude<keyof CallSplit, "newInstancePercent">;

/** The part that ends with a phase. What lies before `instantiated` and `began`, and behind `reset`, is dispatch. */
const parts: Readonly<Partial<Record<CallPhase, Part>>> = {
  instantiated: "instantiate",
  began: "dispatch",
  "copied-in": "copyIn",
  ran: "run",
  "copied-out": "copyOut",
  reset: "reset",
};

/** How long calls are made before they count: what publishes and notes the phases is not compiled yet. */
const warmUpMs = 20;

/**
 * Makes calls one by one and splits their time by the phases that the host tells. What the telling takes, which is measured as well, is
 * taken off. Inline plugins only.
 */
export async function splitCalls(calls: number, call: () => Promise<unknown>): Promise<CallSplit> {
  const rows: Record<Part, number[]> = {
    dispatch: [],
    instantiate: [],
    copyIn: [],
    run: [],
    copyOut: [],
    reset: [],
  };
  let marks: PhaseMark[] = [];
  const note = (mark: unknown): void => void marks.push(mark as PhaseMark);
  let instances = 0;
  subscribe(callPhaseChannel, note);
  try {
    for (const from = performance.now(); performance.now() - from < warmUpMs;) await call();
    marks = [];
    publishMarks();
    const markMs = medianGap(marks);
    for (let i = 0; i < calls; i++) {
      marks = [];
      const start = performance.now();
      await call();
      const end = performance.now();
      const row = splitOf(start, end, marks, markMs);
      for (const part of Object.keys(rows) as Part[]) rows[part].push(row[part]);
      if (marks.some(({ phase }) => phase === "instantiated")) instances++;
    }
  } finally {
    unsubscribe(callPhaseChannel, note);
  }
  const nanoseconds = (part: Part): number => median(rows[part]) * 1e6;
  return {
    dispatch: nanoseconds("dispatch"),
    instantiate: nanoseconds("instantiate"),
    copyIn: nanoseconds("copyIn"),
    run: nanoseconds("run"),
    copyOut: nanoseconds("copyOut"),
    reset: nanoseconds("reset"),
    newInstancePercent: (instances / calls) * 100,
  };
}

/** Marks that nothing lies between, published as the host does. */
function publishMarks(): void {
  const phases = channel(callPhaseChannel);
  for (let i = 0; i < 1000; i++) phases.publish({ phase: "ran", at: performance.now() } satisfies PhaseMark);
}

function medianGap(marks: readonly PhaseMark[]): number {
  return median(marks.slice(1).map(({ at }, before) => at - marks[before]!.at));
}

/** `markMs` is what a mark adds to the part that it ends. */
function splitOf(
  start: number,
  end: number,
  marks: readonly PhaseMark[],
  markMs: number,
): Record<Part, number> {
  const row: Record<Part, number> = { dispatch: 0, instantiate: 0, copyIn: 0, run: 0, copyOut: 0, reset: 0 };
  let last = start;
  for (const { phase, at } of marks) {
    row[parts[phase] ?? "dispatch"] += Math.max(0, at - last - markMs);
    last = at;
  }
  row.dispatch += end - last;
  return row;
}
