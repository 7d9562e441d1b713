import { type CallSplit, medianSplit } from "./call-split.ts";
import { restlessness, spreadOf } from "./statistics.ts";

/** Something that is measured. */
export interface Subject {
  /** Resolves with the nanoseconds that so many calls took, by the clock of who made them. */
  run(calls: number): Promise<number>;
  /** Splits so many calls, by a {@link CallSplitter}. */
  split?(calls: number): Promise<CallSplit>;
}

/** How restless a subject may be, unless a caller says otherwise: the distance of its quartiles by its median. */
export const restlessLimit = 0.15;

/** How subjects are measured. */
export interface RoundOptions<Name extends string> {
  /** How many rounds count: in each, every subject runs once. */
  readonly rounds: number;
  /** How long a subject's part of a round takes at least, in milliseconds; its calls per round follow from it. */
  readonly roundMs: number;
  /**
   * How long a subject runs at the beginning of its part of a round before it is timed, in milliseconds; not at all unless set. Caches and
   * branch predictors are those of the subject before, and a program takes up to twice as long until they are its own again.
   */
  readonly leadInMs?: number;
  /** The subjects that have to be calm; all of them unless set. */
  readonly watched?: readonly Name[];
  /** How often disturbed rounds are made anew; 2 unless set. */
  readonly repeats?: number;
  /** How restless a watched subject may be; {@link restlessLimit} unless set. */
  readonly restless?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The rounds of several subjects. */
export interface Rounds<Name extends string> {
  /** Nanoseconds a call, round by round. Those of one index were measured right after one another. */
  readonly times: Readonly<Record<Name, readonly number[]>>;
  readonly callsPerRound: Readonly<Record<Name, number>>;
  /**
   * Where the time of a call goes, of subjects that split their calls: medians over the rounds. In each, as many calls were split as timed, right
   * behind those, so that what disturbs the machine meets the parts as it meets the whole.
   */
  readonly splits: Readonly<Partial<Record<Name, CallSplit>>>;
  /** How often they were made: more than once when they were disturbed. */
  readonly attempts: number;
  /** Whether the attempt that is reported, the calmest, was still disturbed. */
  readonly disturbed: boolean;
}

/**
 * Measures subjects that are warm, in turns. Who begins changes from round to round, so that a disturbance or a drift of
 * the machine meets all alike. Rounds that are restless are made anew, and the calmest attempt is reported, whatever
 * its times.
 *
 * @example
 * ```ts
 * import { measureInRounds, ratioOfMedians, type Subject } from "@vial/measure";
 *
 * const subjectOf = (work: () => unknown): Subject => ({
 *   run: async (calls) => {
 *     const start = process.hrtime.bigint();
 *     for (let call = 0; call < calls; call++) work();
 *     return Number(process.hrtime.bigint() - start);
 *   },
 * });
 * const ours = subjectOf(() => JSON.stringify({ systolic: 134 }));
 * const theirs = subjectOf(() => `{"systolic":${134}}`);
 * const { times } = await measureInRounds({ ours, theirs }, { rounds: 30, roundMs: 1 });
 * const { low, value, high } = ratioOfMedians(times.ours, times.theirs);
 * ```
 */
export async function measureInRounds<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  options: RoundOptions<Name>,
): Promise<Rounds<Name>> {
  const names = Object.keys(subjects) as Name[];
  const { repeats = 2, restless = restlessLimit, watched = names } = options;
  let calmest: { readonly rounds: Rounds<Name>; readonly noise: number } | undefined;
  let attempts = 0;
  do {
    const rounds = await attemptOnce(subjects, names, options);
    const noise = Math.max(...watched.map((name) => restlessness(spreadOf(rounds.times[name]))));
    if (calmest === undefined || noise < calmest.noise) calmest = { rounds, noise };
    attempts++;
  } while (calmest.noise > restless && attempts <= repeats);
  return { ...calmest.rounds, attempts, disturbed: calmest.noise > restless };
}

async function attemptOnce<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  names: readonly Name[],
  { rounds, roundMs, leadInMs = 0, signal }: RoundOptions<Name>,
): Promise<Rounds<Name>> {
  const times = {} as Record<Name, number[]>;
  const callsPerRound = {} as Record<Name, number>;
  const splits = {} as Record<Name, CallSplit[]>;
  for (const name of names) {
    times[name] = [];
    splits[name] = [];
    callsPerRound[name] = await callsFor(subjects[name], roundMs);
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      signal?.throwIfAborted();
      const name = names[(round + turn) % names.length]!;
      const subject = subjects[name];
      const calls = callsPerRound[name];
      if (leadInMs > 0) await subject.run(Math.ceil((calls * leadInMs) / roundMs));
      times[name].push((await subject.run(calls)) / calls);
      const split = await subject.split?.(calls);
      if (split !== undefined) splits[name].push(split);
    }
  }
  const medians: Partial<Record<Name, CallSplit>> = {};
  for (const name of names) if (splits[name].length > 0) medians[name] = medianSplit(splits[name]);
  return { times, callsPerRound, splits: medians, attempts: 1, disturbed: false };
}

/** How many calls take so many milliseconds, found by doubling. */
export async function callsFor(subject: Subject, roundMs: number): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const taken = (await subject.run(calls)) / 1e6;
    // A tenth of a round tells the time of a call well enough to fill one.
    if (taken >= roundMs / 10) return Math.max(1, Math.ceil((calls * roundMs) / taken));
  }
}
