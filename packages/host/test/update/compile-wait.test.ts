import { setImmediate as turn } from "node:timers/promises";
import { analyseState, prepareModule, readModuleShape } from "@vial/host/module";
import { expect, test } from "vitest";
import { isolations } from "../support/isolations.ts";
import { enlarged } from "../support/large-module.ts";
import { hashJobs } from "../support/hash-jobs.ts";
import { functionsRunning } from "../support/profile.ts";
import { Updated } from "../support/updated.ts";
import { versionedModule, versionedRelease } from "../support/versioned-plugin.ts";

/** 15 MB: reading, rewriting and compiling it takes hundreds of times as long as a call. */
const module = enlarged(versionedModule({ version: "1.1.0" }), 60_000);
/** What takes that time. */
const work = ["analyseState", "prepareModule"] as const;

test.for(isolations)("%s: no call waits for a large new version", async (isolation) => {
  await using updated = await Updated.load({ isolation });
  updated.releases.publish({ ...versionedRelease({ version: "1.1.0" }), module });
  let answers: string[] = [];
  let answered: readonly string[] = [];
  updated.plugins.updates.on("update", ({ kind }) => {
    if (kind === "started") answers = [];
    if (kind === "switched") answered = answers;
  });
  const calls = new AbortController();
  const caller = (async () => {
    while (!calls.signal.aborted) {
      answers.push(await updated.version());
      await turn();
    }
  })();
  let running: ReadonlySet<string> = new Set();
  const digests = await hashJobs(async () => {
    running = await functionsRunning(() => updated.plugins.update("versioned", "1.1.0"));
  });
  calls.abort();
  await caller;
  expect(await updated.version()).toBe("1.1.0");
  expect(new Set(answered)).toEqual(new Set(["1.0.0"]));
  expect(answered.length).toBeGreaterThan(20);
  // None of it is the host's thread's work.
  expect(work.filter((each) => running.has(each))).toEqual([]);
  expect(digests).toBeGreaterThan(0);
});

test("a profile would show that work", async () => {
  const running = await functionsRunning(() => {
    const shape = readModuleShape(module);
    const { sites } = analyseState(module, shape);
    const options = { memoryBytes: 2 ** 24, tableElements: 100, keepNames: false, ownPages: true };
    prepareModule({ bytes: module, shape, sites, options });
  });
  expect(work.filter((each) => running.has(each))).toEqual(work);
});
