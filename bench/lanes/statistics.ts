import { type Spread, spreadOf } from "@vial/measure";

/** What a case measured: two things in turns, in one process. Times in microseconds. */
export interface Comparison {
  readonly vial: number;
  readonly reference: number;
  /** Vial's time divided by the reference's, round by round: the median, and the quartiles as its spread. */
  readonly ratio: Spread;
}

/** Makes one round of calls and returns the time of one call in microseconds. */
export type Round = () => Promise<number>;

/** Runs both sides in turns, the first one changing from round to round, so that a disturbance meets both alike. */
export async function compare(rounds: number, vial: Round, reference: Round): Promise<Comparison> {
  const warmUp = Math.ceil(rounds / 4);
  const vialTimes: number[] = [];
  const referenceTimes: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const vialFirst = round % 2 === 0;
    const first = await (vialFirst ? vial : reference)();
    const second = await (vialFirst ? reference : vial)();
    if (round < 0) continue;
    vialTimes.push(vialFirst ? first : second);
    referenceTimes.push(vialFirst ? second : first);
  }
  const ratios = vialTimes.map((time, round) => time / referenceTimes[round]!);
  return {
    vial: spreadOf(vialTimes).median,
    reference: spreadOf(referenceTimes).median,
    ratio: spreadOf(ratios),
  };
}

/** A round of calls timed together: for calls that are quick next to reading the clock. */
export function timedTogether(calls: number, call: () => unknown): Round {
  return async () => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) await call();
    return ((performance.now() - start) * 1000) / calls;
  };
}

/** A round of calls timed one by one, its median: for calls whose time varies. `pauseMs` of idleness before each. */
export function timedOneByOne(calls: number, call: () => unknown, pauseMs = 0): Round {
  return async () => {
    const times: number[] = [];
    for (let i = 0; i < calls; i++) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const start = performance.now();
      await call();
      times.push((performance.now() - start) * 1000);
    }
    return spreadOf(times).median;
  };
}
