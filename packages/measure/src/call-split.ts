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

/**
 * Splits the time of calls by the phases that the host tells, of inline plugins only. It listens from when it is made until it is disposed
 * of: V8 compiles the host's code anew when somebody begins to listen, and again when nobody does, and calls take longer until it has.
 */
export class CallSplitter implements Disposable {
  #clock: PartClock | undefined;
  readonly #note = (mark: unknown): void => this.#clock?.note(mark as PhaseMark);

  constructor() {
    subscribe(callPhaseChannel, this.#note);
  }

  /** Makes calls one by one, at least one, and splits them: medians. What the telling takes, which is measured as well, is taken off. */
  async split(calls: number, call: () => Promise<unknown>): Promise<CallSplit> {
    // Marks that are not of a call are noted, too: that is a part of what they take.
    this.#clock = new PartClock(1, 0);
    const clock = new PartClock(calls, markTime());
    this.#clock = clock;
    try {
      for (let left = calls; left > 0; left--) {
        clock.start();
        await call();
        clock.end();
      }
    } finally {
      this.#clock = undefined;
    }
    return clock.split();
  }

  [Symbol.dispose](): void {
    unsubscribe(callPhaseChannel, this.#note);
  }
}

/** The median of each part over several rounds, and the mean of how often there was a new instance. At least one split. */
export function medianSplit(splits: readonly CallSplit[]): CallSplit {
  const middle = (part: Part): number => median(splits.map((split) => split[part]));
  const instances = splits.reduce((sum, { newInstancePercent }) => sum + newInstancePercent, 0);
  return { ...eachPart(middle), newInstancePercent: instances / splits.length };
}

function eachPart<Value>(valueOf: (part: Part) => Value): Record<Part, Value> {
  return {
    dispatch: valueOf("dispatch"),
    instantiate: valueOf("instantiate"),
    copyIn: valueOf("copyIn"),
    run: valueOf("run"),
    copyOut: valueOf("copyOut"),
    reset: valueOf("reset"),
  };
}

/** How long a mark takes, in milliseconds, while somebody listens: marks that nothing lies between, published as the host does. */
function markTime(): number {
  const phases = channel(callPhaseChannel);
  const marks = 100;
  const times = Array.from({ length: 11 }, () => {
    const start = performance.now();
    for (let left = marks; left > 0; left--) {
      phases.publish({ phase: "ran", at: performance.now() } satisfies PhaseMark);
    }
    return (performance.now() - start) / marks;
  });
  return median(times);
}

/** Notes how long each part of so many calls took. It keeps no marks: what a call leaves to the collector would be told as the call's. */
class PartClock {
  readonly #times: Readonly<Record<Part, Float64Array>>;
  readonly #markMs: number;
  #call = 0;
  #last = 0;
  #instances = 0;

  /** `markMs` is what a mark adds to the part that it ends. */
  constructor(calls: number, markMs: number) {
    this.#times = eachPart(() => new Float64Array(calls));
    this.#markMs = markMs;
  }

  start(): void {
    this.#last = performance.now();
  }

  note({ phase, at }: PhaseMark): void {
    this.#times[parts[phase] ?? "dispatch"][this.#call]! += Math.max(0, at - this.#last - this.#markMs);
    this.#last = at;
    if (phase === "instantiated") this.#instances++;
  }

  end(): void {
    this.#times.dispatch[this.#call]! += performance.now() - this.#last;
    this.#call++;
  }

  split(): CallSplit {
    const middle = (part: Part): number => median(this.#times[part]) * 1e6;
    return { ...eachPart(middle), newInstancePercent: (this.#instances / this.#call) * 100 };
  }
}
