import { channel } from "node:diagnostics_channel";
import { callPhaseChannel, type CallPhase } from "@vial/host";
import { expect, test } from "vitest";
import { splitCalls } from "../src/call-split.ts";

const phases = channel(callPhaseChannel);

/** A call that tells of phases whose ends lie so many milliseconds apart, on its own clock. */
async function call(steps: readonly (readonly [phase: CallPhase, ms: number])[]): Promise<void> {
  let at = performance.now();
  for (const [phase, ms] of steps) phases.publish({ phase, at: (at += ms) });
}

test("each part is the time up to the mark that ends it, as often as it comes", async () => {
  const split = await splitCalls(9, () =>
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

test("a phase that takes no longer than the telling takes nothing", async () => {
  const split = await splitCalls(9, () =>
    call([
      ["began", 0],
      ["ran", 0],
      ["reset", 0],
    ]),
  );
  expect([split.run, split.reset]).toEqual([0, 0]);
});
