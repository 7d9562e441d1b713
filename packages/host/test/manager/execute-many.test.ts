import { setTimeout } from "node:timers/promises";
import { asyncHostFunction, PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

function* brokenOff(): Generator<string> {
  yield "wait";
  throw new Error("the file ended early");
}

describe.for(isolations)("%s", (isolation) => {
  let running = 0;
  let most = 0;
  let finished = 0;
  /** Calls wait for each other until there are as many, so that a slow start of an instance changes nothing. */
  let company = 1;
  const alone = (): boolean => most < company;
  const wait = asyncHostFunction(async () => {
    most = Math.max(most, ++running);
    const until = performance.now() + 1_000;
    do await setTimeout(5);
    while (alone() && performance.now() < until);
    running--;
    finished++;
    return 0n;
  });

  async function loaded(concurrency = 4): Promise<PluginManager> {
    most = 0;
    company = 1;
    const plugins = new PluginManager();
    const functions = { "extism:host/user": { wait } };
    await plugins.load("commands", { source: kernelCommands, isolation, functions, concurrency });
    return plugins;
  }

  test("outcomes are in the inputs' order, one call's failure is its own", async () => {
    await using plugins = await loaded();
    const inputs = ["wait 0", "trap 1", "ok 2", "error 3", "\ud800", "wait 5", "ok 6"];
    const outcomes = await plugins.executeMany("commands", inputs);
    expect(
      outcomes.map((outcome) =>
        outcome.status === "fulfilled" ? outcome.value.text() : outcome.reason.code,
      ),
    ).toEqual(["wait 0", "TRAP", "ok 2", "PLUGIN_ERROR", "INPUT_INVALID", "wait 5", "ok 6"]);
  });

  test.for([1, 2, 3])("with concurrency %i never more calls are under way", async (concurrency) => {
    await using plugins = await loaded();
    company = concurrency;
    const inputs = Array.from({ length: 12 }, (_, index) => `wait ${index}`);
    const outcomes = await plugins.executeMany("commands", inputs, { concurrency });
    expect(outcomes.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(most).toBe(concurrency);
  });

  test("more concurrency than the plugin has waits its turn", async () => {
    await using plugins = await loaded(2);
    company = 2;
    await plugins.executeMany(
      "commands",
      Array.from({ length: 12 }, () => "wait"),
      { concurrency: 10 },
    );
    expect(most).toBe(2);
  });

  test("no inputs, no outcomes", async () => {
    await using plugins = await loaded();
    expect(await plugins.executeMany("commands", [])).toEqual([]);
  });

  test("inputs may come from a generator, which is asked for no more than is needed", async () => {
    await using plugins = await loaded();
    const early: number[] = [];
    function* inputs(): Generator<string> {
      for (let index = 0; index < 20; index++) {
        if (finished < index - 1) early.push(index);
        yield `wait ${index}`;
      }
    }
    finished = 0;
    const outcomes = await plugins.executeMany("commands", inputs(), { concurrency: 2 });
    expect(outcomes).toHaveLength(20);
    expect(early).toEqual([]);
  });

  test("a generator that fails fails the batch, after the calls under way", async () => {
    await using plugins = await loaded();
    await expect(plugins.executeMany("commands", brokenOff())).rejects.toThrow("the file ended early");
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("options are each call's", async () => {
    await using plugins = await loaded();
    const signal = AbortSignal.abort();
    const outcomes = await plugins.executeMany("commands", ["ok", "ok"], { signal });
    expect(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.code)).toEqual([
      "CALL_ABORTED",
      "CALL_ABORTED",
    ]);
    const missing = await plugins.executeMany("commands", ["ok"], { export: "none" });
    expect(missing[0]).toMatchObject({ status: "rejected", reason: { code: "EXPORT_MISSING" } });
  });

  test("a plugin that is not loaded fails the batch", async () => {
    await using plugins = await loaded();
    const missing = { code: "PLUGIN_NOT_FOUND", phase: "manage", plugin: "none" } as const;
    await expectFailure(plugins.executeMany("none", []), missing);
  });

  test("a concurrency beyond all bounds is as good as the number of inputs", async () => {
    await using plugins = await loaded();
    const outcomes = await plugins.executeMany("commands", ["ok 1", "ok 2"], {
      concurrency: Number.MAX_SAFE_INTEGER,
    });
    expect(outcomes).toHaveLength(2);
  });
});
