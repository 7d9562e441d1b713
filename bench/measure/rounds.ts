import { type Interval, ratioOfMedians, restlessness, type Spread, spreadOf } from "./statistics.ts";

/** Something that is measured. Resolves with the nanoseconds that so many calls took, by the clock of who made them. */
export interface Subject {
  run(calls: number): Promise<number>;
}

/** How a comparison is made. */
export interface RoundOptions {
  /** How many rounds count: in each, both subjects run once. */
  readonly rounds: number;
  /** How long a subject's part of a round takes at least, in milliseconds; calls per round follow from it. */
  readonly roundMs: number;
  /** How often a disturbed comparison is made anew; 2 unless set. */
  readonly repeats?: number;
  /** How restless a side may be (distance of its quartiles by its median) before it counts as disturbed; 0.15 unless set. */
  readonly restless?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Two subjects, measured in turns. Times in nanoseconds a call. */
export interface RoundComparison {
  /** The first subject's time divided by the second's: medians, with the 95% interval. */
  readonly ratio: Interval;
  readonly first: Spread;
  readonly second: Spread;
  readonly rounds: number;
  readonly callsPerRound: { readonly first: number; readonly second: number };
  /** How often it was made: more than once when it was disturbed. */
  readonly attempts: number;
  /** Whether the attempt that is reported, the calmest, was still disturbed. */
  readonly disturbed: boolean;
}

const defaults = { repeats: 2, restless: 0.15 };

/**
 * Compares two subjects that are warm. They run in turns, and which of them begins changes from round to round, so that
 * a disturbance or a drift of the machine meets both alike. A comparison whose times are restless is made anew, and the
 * calmest attempt is reported, whatever its ratio.
 */
export async function compareInRounds(
  first: Subject,
  second: Subject,
  options: RoundOptions,
): Promise<RoundComparison> {
  const { repeats = defaults.repeats, restless = defaults.restless } = options;
  let calmest: { readonly comparison: RoundComparison; readonly noise: number } | undefined;
  for (let attempt = 1; attempt <= 1 + repeats; attempt++) {
    const comparison = await attemptOnce(first, second, options);
    const noise = Math.max(restlessness(comparison.first), restlessness(comparison.second));
    if (calmest === undefined || noise < calmest.noise) calmest = { comparison, noise };
    calmest = { ...calmest, comparison: { ...calmest.comparison, attempts: attempt } };
    if (noise <= restless) break;
  }
  const { comparison, noise } = calmest!;
  return { ...comparison, disturbed: noise > restless };
}

async function attemptOnce(
  first: Subject,
  second: Subject,
  { rounds, roundMs, signal }: RoundOptions,
): Promise<RoundComparison> {
  const callsPerRound = { first: await callsFor(first, roundMs), second: await callsFor(second, roundMs) };
  const times = { first: [] as number[], second: [] as number[] };
  const runFirst = async (): Promise<void> => {
    times.first.push((await first.run(callsPerRound.first)) / callsPerRound.first);
  };
  const runSecond = async (): Promise<void> => {
    times.second.push((await second.run(callsPerRound.second)) / callsPerRound.second);
  };
  for (let round = 0; round < rounds; round++) {
    signal?.throwIfAborted();
    const [one, other] = round % 2 === 0 ? [runFirst, runSecond] : [runSecond, runFirst];
    await one();
    await other();
  }
  return {
    ratio: ratioOfMedians(times.first, times.second),
    first: spreadOf(times.first),
    second: spreadOf(times.second),
    rounds,
    callsPerRound,
    attempts: 1,
    disturbed: false,
  };
}

/** How many calls take so many milliseconds, found by doubling. */
export async function callsFor(subject: Subject, roundMs: number): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const taken = (await subject.run(calls)) / 1e6;
    // A tenth of a round tells the time of a call well enough to fill one.
    if (taken >= roundMs / 10) return Math.max(1, Math.ceil((calls * roundMs) / taken));
  }
}
