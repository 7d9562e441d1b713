import { channel } from "node:diagnostics_channel";
import { callPhaseChannel, type CallPhase } from "@vial/host";
import { expect, onTestFinished, test, vi } from "vitest";
import { type CallSplit, CallSplitter, medianSplit } from "../src/call-split.ts";

const phases = channel(callPhaseChannel);

/** A call that tells of phases whose ends lie so many milliseconds apart, on its own clock. */
async function call(steps: readonly (readonly [phase: CallPhase, ms: number])[]): Promise<void> {
  let at = performance.now();
  for (const [phase, ms] of steps) phases.publish({ phase, at: (at += ms) });
}

test("each part is the time up to the mark that ends it, as often as it comes", async () => {
  using splitter = new CallSplitter();
  const split = await splitter.split(9, () =>
    call([
      ["instantiated", 100],
      ["began", 1],
      ["copied-in", 200],
      ["ran", 300],
      ["copied-out", 400],
      ["reset", 500],
    ]),
  );
  const milliseconds = Object.entries(split).map(([part, value]) => [part, Math.round(value / 1e6)]);
  expect(Object.fromEntries(milliseconds)).toMatchObject({
    instantiate: 100,
    copyIn: 200,
    run: 300,
    copyOut: 400,
    reset: 500,
  });
  expect(split.newInstancePercent).toBe(100);
});

const wait = (ms: number): unknown => vi.advanceTimersByTime(ms);
const tell = (phase: CallPhase): void => phases.publish({ phase, at: performance.now() });

test("the parts are medians, which add up to the time of a call that is like most", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const milliseconds: number[] = [];
  using splitter = new CallSplitter();
  const split = await splitter.split(5, async () => {
    const start = performance.now();
    wait(1);
    tell("began");
    wait(20);
    tell("copied-in");
    // One call takes ten times as long.
    wait(milliseconds.length === 2 ? 1000 : 100);
    tell("ran");
    wait(30);
    tell("copied-out");
    wait(40);
    tell("reset");
    wait(2);
    milliseconds.push(performance.now() - start);
  });
  const parts = { dispatch: 3e6, instantiate: 0, copyIn: 20e6, run: 100e6, copyOut: 30e6, reset: 40e6 };
  expect(split).toStrictEqual({ ...parts, newInstancePercent: 0 });
  expect(milliseconds).toStrictEqual([193, 193, 1093, 193, 193]);
  expect(Object.values(parts).reduce((sum, part) => sum + part)).toBe(193e6);
});

function splitOf(run: number, reset: number, newInstancePercent: number): CallSplit {
  return { dispatch: 1, instantiate: 0, copyIn: 2, run, copyOut: 3, reset, newInstancePercent };
}

test("of several rounds each part is the median, and new instances are those of all rounds", () => {
  expect(medianSplit([splitOf(10, 7, 0), splitOf(900, 5, 100), splitOf(12, 6, 50)])).toStrictEqual(
    splitOf(12, 6, 50),
  );
});

test("a phase that takes no longer than the telling takes nothing", async () => {
  using splitter = new CallSplitter();
  const split = await splitter.split(9, () =>
    call([
      ["began", 0],
      ["ran", 0],
      ["reset", 0],
    ]),
  );
  expect([split.run, split.reset]).toEqual([0, 0]);
});
