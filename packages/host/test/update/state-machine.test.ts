import { defaultReportMessage } from "fast-check";
import { expect, test } from "vitest";
import { runModel } from "./state-machine.ts";

/** A long run: VIAL_SWAP_RUNS=1000, and VIAL_SWAP_SEED for one that failed. */
const runs = Number(process.env["VIAL_SWAP_RUNS"] ?? 12);
const seed = process.env["VIAL_SWAP_SEED"];

test(
  "whatever is done to a plugin's versions, each call is answered by one that is live",
  { timeout: 120_000 + runs * 20_000 },
  async () => {
    const details = await runModel({ numRuns: runs, ...(seed !== undefined && { seed: Number(seed) }) });
    expect(defaultReportMessage(details)).toBeUndefined();
  },
);
