import { measureInRounds, ratioOfMedians, spreadOf, type Subject } from "@vial/measure";
import { expect, it } from "vitest";
import { keepsToLimit, limit } from "../overhead/cell.ts";
import { busyCore, quiet, type RecordedRounds } from "./recorded-rounds.ts";

const calm = [98, 100, 100, 105, 150];
const restless = [80, 90, 100, 120, 150];

it("believes the upper bound of calm rounds", () => {
  expect(keepsToLimit({ high: 1.1, disturbed: false, ours: calm, theirs: calm })).toBe(true);
  expect(keepsToLimit({ high: 1.11, disturbed: false, ours: calm, theirs: calm })).toBe(false);
});

it("believes disturbed rounds only where even the slow ones keep to the limit beside the fast ones", () => {
  const disturbed = true;
  expect(keepsToLimit({ high: 1.05, disturbed, ours: [80, 95, 100, 121, 200], theirs: calm })).toBe(false);
  expect(keepsToLimit({ high: 1.05, disturbed, ours: [80, 85, 90, 110, 900], theirs: calm })).toBe(true);
  expect(keepsToLimit({ high: 1.2, disturbed, ours: [1, 1, 1, 1, 1], theirs: calm })).toBe(false);
});

it("believes that a restless native program is slower only where it is so by more than a disturbance makes it", () => {
  const theirs = restless;
  expect(keepsToLimit({ high: 0.6, disturbed: true, ours: [49, 49, 49, 49, 49], theirs })).toBe(true);
  expect(keepsToLimit({ high: 0.6, disturbed: true, ours: [51, 51, 51, 51, 51], theirs })).toBe(false);
});

it("sees a busy core in recorded rounds, and does not let a cell pass by it", async () => {
  const [isQuietDisturbed, quietRatio, quietPasses] = await measured(quiet);
  const [isBusyDisturbed, busyRatio, busyPasses] = await measured(busyCore);
  expect([isQuietDisturbed, isBusyDisturbed]).toStrictEqual([false, true]);
  // The busy core has made a ratio that is over the line one that looks far within it.
  expect(quietRatio).toBeGreaterThan(limit);
  expect(busyRatio).toBeLessThan(0.85);
  expect(spreadOf(busyCore.ours).high / spreadOf(busyCore.theirs).low).toBeLessThan(limit);
  expect([quietPasses, busyPasses]).toStrictEqual([false, false]);
});

async function measured({ ours, theirs }: RecordedRounds): Promise<readonly [boolean, number, boolean]> {
  const options = { rounds: ours.length, roundMs: 0.001, repeats: 0 };
  const { disturbed, times } = await measureInRounds({ ours: replay(ours), theirs: replay(theirs) }, options);
  const { value, high } = ratioOfMedians(times.ours, times.theirs);
  return [disturbed, value, keepsToLimit({ high, disturbed, ...times })];
}

/** One call a round, after the one that finds how many calls a round has. */
function replay(microseconds: readonly number[]): Subject {
  let round = -1;
  return { run: async (calls) => (microseconds[round++] ?? 1) * 1000 * calls };
}
