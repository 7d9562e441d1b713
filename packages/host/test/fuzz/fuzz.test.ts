import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { generatedModule, mutation } from "./generated-modules.ts";
import type { Judgement } from "./judge-process.ts";
import { judgeAll } from "./jury.ts";
import { judge } from "./oracle.ts";
import { Random } from "./random.ts";

// A sample; `npm run fuzz` takes as many as it is asked for, and a nightly workflow asks for a hundred thousand.
const seeds = [11, 12, 13];
const mutationsOfEach = 25;

test("a seed gives the same module every time, and another seed another", { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const first = await generatedModule(1, folder.path);
  expect(await generatedModule(1, folder.path)).toEqual(first);
  expect(await generatedModule(2, folder.path)).not.toEqual(first);
  expect(mutation(first, new Random(3))).toEqual(mutation(first, new Random(3)));
});

test.for(["thread", "process"] as const)(
  "random modules and broken ones end in an answer or a typed error, %s",
  { timeout: 300_000 },
  async (isolation) => {
    await using folder = await temporaryFolder();
    await using plugins = new PluginManager();
    await plugins.load("neighbour", { source: kernelEcho, isolation });
    const originals = [kernelEcho, directEcho];
    for (const seed of seeds) originals.push(await generatedModule(seed, folder.path));
    const random = new Random(2026);
    for (const original of originals) {
      const modules = [
        original,
        ...Array.from({ length: mutationsOfEach }, () => mutation(original, random)),
      ];
      for (const [index, module] of modules.entries()) {
        const { faults } = await judge(plugins, module, isolation);
        expect(faults, `module ${index} of ${originals.indexOf(original)}`).toEqual([]);
      }
    }
    expect((await plugins.execute("neighbour", "still here")).text()).toBe("still here");
  },
);

test(
  "a hundred seeds end in an answer or a typed error, the same on every level",
  { timeout: 300_000 },
  async () => {
    const judgements: Judgement[] = [];
    const next = await judgeAll({
      first: 1_000,
      last: 1_100,
      judges: 1,
      onJudged: (judgement) => judgements.push(judgement),
      signal: new AbortController().signal,
    });
    expect(next).toBe(1_100);
    expect(judgements.map(({ seed }) => seed)).toEqual(Array.from({ length: 100 }, (_, i) => 1_000 + i));
    expect(judgements.flatMap(({ seed, faults }) => faults.map((fault) => `${seed}: ${fault}`))).toEqual([]);
    expect(judgements.some(({ outcomes }) => outcomes.includes("answer"))).toBe(true);
  },
);
