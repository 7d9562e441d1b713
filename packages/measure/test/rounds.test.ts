import { expect, test } from "vitest";
import { type CallSplit, callsFor, measureInRounds, type Subject, warmUp } from "../src/index.ts";

/** A subject on a clock of its own: a call takes what `nanoseconds` says of how many were made before. */
function clockwork(nanoseconds: (call: number) => number): Subject & { readonly order: number[] } {
  let made = 0;
  const order: number[] = [];
  return {
    order,
    run: async (calls) => {
      let total = 0;
      for (let i = 0; i < calls; i++) total += nanoseconds(made++);
      order.push(calls);
      return total;
    },
  };
}

test("calls are found that fill a round", async () => {
  expect(
    await callsFor(
      clockwork(() => 1_000),
      10,
    ),
  ).toBe(10_000);
  expect(
    await callsFor(
      clockwork(() => 50_000_000),
      10,
    ),
  ).toBe(1);
});

test("every subject runs once a round, with the time of a call and the calls that fill a round", async () => {
  const rounds = await measureInRounds(
    { quick: clockwork(() => 1_000), slow: clockwork(() => 2_000_000) },
    { rounds: 4, roundMs: 10 },
  );
  expect(rounds).toStrictEqual({
    times: { quick: [1_000, 1_000, 1_000, 1_000], slow: [2_000_000, 2_000_000, 2_000_000, 2_000_000] },
    callsPerRound: { quick: 10_000, slow: 5 },
    splits: {},
    attempts: 1,
    disturbed: false,
  });
});

test("what runs before a turn counts is as long as asked, and in no time", async () => {
  // After the call that finds the calls per round, each turn begins with 6 slow ones.
  const subject = clockwork((call) => (call > 0 && (call - 1) % 8 < 6 ? 9e9 : 5e6));
  const { times, callsPerRound } = await measureInRounds(
    { subject },
    { rounds: 4, roundMs: 10, leadInMs: 30 },
  );
  expect(callsPerRound.subject).toBe(2);
  expect(times.subject).toStrictEqual([5e6, 5e6, 5e6, 5e6]);
});

test("who begins changes from round to round", async () => {
  const turns: string[] = [];
  const subject = (name: string): Subject => ({
    run: async (calls) => {
      turns.push(name);
      return calls * 1e7;
    },
  });
  await measureInRounds({ a: subject("a"), b: subject("b") }, { rounds: 3, roundMs: 1 });
  expect(turns.slice(-6).join("")).toBe("abbaab");
});

test("disturbed rounds are made anew, and the calm ones are reported", async () => {
  // Restless for the first attempt: 1 call to find the calls per round, and 8 rounds of 1.
  const subject = clockwork((call) => (call < 9 && call % 2 === 0 ? 9e6 : 3e6));
  const rounds = await measureInRounds({ subject }, { rounds: 8, roundMs: 1 });
  expect(rounds.attempts).toBe(2);
  expect(rounds.disturbed).toBe(false);
  expect(rounds.times.subject).toStrictEqual(Array.from({ length: 8 }, () => 3e6));
});

test("rounds that stay restless are said to be disturbed", async () => {
  const subject = clockwork((call) => (call % 2 === 0 ? 9e6 : 3e6));
  const rounds = await measureInRounds({ subject }, { rounds: 8, roundMs: 1, repeats: 1 });
  expect(rounds).toMatchObject({ attempts: 2, disturbed: true });
});

/** Of a call that takes so many milliseconds. */
function splitOf(ms: number): CallSplit {
  const [dispatch, run, copyOut] = [1e5 * ms, 8e5 * ms, 1e5 * ms];
  return { dispatch, instantiate: 0, copyIn: 0, run, copyOut, reset: 0, newInstancePercent: 0 };
}

test("calls are split in every round, right behind those that are timed and as many, and the calmest attempt's are told", async () => {
  const steps: string[] = [];
  // Restless for the first attempt: 1 run to find the calls per round, and 4 rounds.
  const slowdown = (): number => (steps.length < 10 && steps.length % 4 < 2 ? 9 : 1);
  const host: Subject = {
    run: async (calls) => {
      steps.push(`run ${calls}`);
      return calls * 1e6 * slowdown();
    },
    split: async (calls) => {
      steps.push(`split ${calls}`);
      return splitOf(slowdown());
    },
  };
  const native = clockwork(() => 1e6);
  const rounds = await measureInRounds({ host, native }, { rounds: 4, roundMs: 3 });
  expect(steps.slice(-8)).toStrictEqual(Array.from({ length: 4 }, () => ["run 3", "split 3"]).flat());
  expect(rounds).toMatchObject({ attempts: 2, times: { host: [1e6, 1e6, 1e6, 1e6] } });
  expect(rounds.splits).toStrictEqual({ host: splitOf(1) });
});

test("only watched subjects have to be calm", async () => {
  const restless = clockwork((call) => (call % 2 === 0 ? 9e6 : 3e6));
  const rounds = await measureInRounds<"calm" | "restless">(
    { calm: clockwork(() => 2e6), restless },
    { rounds: 8, roundMs: 1, watched: ["calm"] },
  );
  expect(rounds).toMatchObject({ attempts: 1, disturbed: false });
});

test("an abort ends the rounds", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  const measuring = measureInRounds({ it: clockwork(() => 1e6) }, { rounds: 4, roundMs: 1, signal });
  await expect(measuring).rejects.toThrow("enough");
});

test("a warm-up ends when times have settled and the optimising compiler is quiet", async () => {
  let calls = 0;
  const subject = clockwork((call) => {
    calls = call;
    return call < 4_000 ? 100_000 : 10_000;
  });
  const watch = { optimised: () => (calls < 4_000 ? 0 : 3) };
  const warm = await warmUp(subject, { batchMs: 10, patienceMs: 60_000, watch });
  expect(warm).toMatchObject({ optimised: 3, settled: true });
  expect(warm.calls).toBeGreaterThan(4_000);
});

test("a warm-up without end is cut off and says so", async () => {
  let optimised = 0;
  const watch = { optimised: () => optimised++ };
  const warm = await warmUp(
    clockwork(() => 1e6),
    { batchMs: 1, patienceMs: 20, watch },
  );
  expect(warm.settled).toBe(false);
});
