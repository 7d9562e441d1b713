import { describe, expect, test } from "vitest";
import { chanceOfExcess } from "../../src/update/exact-test.ts";
import { PluginError } from "../../src/plugin-error.ts";
import { Tally } from "../../src/update/tally.ts";
import { Verdict } from "../../src/update/verdict.ts";

// Counted by hand: of all ways to deal the events to the calls, those in which the candidate gets as many or more.
test.for([
  [3, 3, 0, 20, 1 / 1_771],
  [3, 5, 0, 20, 10 / 2_300],
  [0, 20, 0, 20, 1],
  [1, 20, 0, 20, 0.5],
  [20, 20, 0, 20, 1 / 137_846_528_820],
  [7, 10, 5, 15, 268_048 / 3_268_760],
] as const)("%i of %i against %i of %i", ([events, calls, oldEvents, oldCalls, expected]) => {
  const chance = chanceOfExcess({ events, calls }, { events: oldEvents, calls: oldCalls });
  expect(chance / expected).toBeCloseTo(1, 3);
});

/** The same numbers on every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

describe("a version that is no worse", () => {
  const trap = new PluginError("TRAP", "It trapped.", { phase: "call" });

  test("is taken back in at most one trial of a hundred, whatever its failures and its latency are like", () => {
    let takenBack = 0;
    const trials = 1_000;
    for (let trial = 0; trial < trials; trial++) {
      const next = random(trial * 7_919 + 1);
      const failing = [0, 0.01, 0.1, 0.5][trial % 4]!;
      const call = (tally: Tally): void => {
        if (next() < failing) tally.failed(trap, true);
        // Long tails, as latencies have them.
        else tally.answered(1 / (1 - next()) ** 0.8);
      };
      const [candidate, baseline] = [new Tally(), new Tally()];
      const rules = { minimumCalls: 20, calls: 200, maxSlowdown: 1 };
      const verdict = new Verdict(rules, candidate, baseline);
      let decision: ReturnType<Verdict["ask"]>;
      while (decision === undefined) {
        for (let old = 0; old < 3; old++) call(baseline);
        call(candidate);
        decision = verdict.ask();
      }
      if (decision !== "proved") takenBack++;
    }
    expect(takenBack).toBeLessThanOrEqual(trials * 0.01);
  });

  test("and one that fails ten times as often is found in most trials", () => {
    let found = 0;
    for (let trial = 0; trial < 200; trial++) {
      const next = random(trial * 104_729 + 3);
      const [candidate, baseline] = [new Tally(), new Tally()];
      const verdict = new Verdict({ minimumCalls: 20, calls: 200, maxSlowdown: 2 }, candidate, baseline);
      let decision: ReturnType<Verdict["ask"]>;
      while (decision === undefined) {
        for (let old = 0; old < 9; old++)
          if (next() < 0.02) baseline.failed(trap, true);
          else baseline.answered(1);
        if (next() < 0.2) candidate.failed(trap, true);
        else candidate.answered(1);
        decision = verdict.ask();
      }
      if (decision !== "proved") found++;
    }
    expect(found).toBeGreaterThan(190);
  });
});

test("what the caller did itself counts for neither version", () => {
  const tally = new Tally();
  for (const code of ["CALL_ABORTED", "INPUT_INVALID", "INVALID_OPTION"] as const)
    tally.failed(new PluginError(code, "The caller's own.", { phase: "call" }), false);
  expect(tally.counts).toEqual({ calls: 0, failures: 0, contractViolations: 0 });
});
