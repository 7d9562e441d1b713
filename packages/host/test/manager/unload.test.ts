import { asyncHostFunction, PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

const missing = { code: "PLUGIN_NOT_FOUND", phase: "manage", plugin: "commands" } as const;
const disposed = { code: "MANAGER_DISPOSED", phase: "manage" } as const;

describe.for(isolations)("%s", (isolation) => {
  /** A manager with three calls accepted: one waits in the host until `release`, two wait for their turn. */
  async function busy() {
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const wait = asyncHostFunction(async () => {
      enter();
      await released;
      return 0n;
    });
    const plugins = new PluginManager();
    const options = {
      source: kernelCommands,
      isolation,
      concurrency: 1,
      functions: { "extism:host/user": { wait } },
    };
    await plugins.load("commands", options);
    const calls = ["wait 1", "ok 2", "ok 3"].map((input) => plugins.execute("commands", input));
    await entered;
    return { plugins, release, answers: Promise.all(calls.map(async (call) => (await call).text())) };
  }

  test("unload refuses new calls at once and answers the accepted ones", async () => {
    const { plugins, release, answers } = await busy();
    let unloaded = false;
    const unloading = plugins.unload("commands").then(() => (unloaded = true));
    expect(plugins.list()).toEqual([]);
    await expectFailure(plugins.execute("commands", "ok"), missing);
    await expectFailure(plugins.unload("commands"), missing);
    expect(unloaded).toBe(false);
    release();
    expect(await answers).toEqual(["wait 1", "ok 2", "ok 3"]);
    await unloading;
    await plugins[Symbol.asyncDispose]();
  });

  test("its name is free at once, and the plugin that takes it answers while the old one finishes", async () => {
    const { plugins, release, answers } = await busy();
    const unloading = plugins.unload("commands");
    await plugins.load("commands", { source: directEcho, isolation });
    expect((await plugins.execute("commands", "the new one")).text()).toBe("the new one");
    release();
    expect(await answers).toEqual(["wait 1", "ok 2", "ok 3"]);
    await unloading;
    expect((await plugins.execute("commands", "the new one")).text()).toBe("the new one");
    await plugins[Symbol.asyncDispose]();
  });

  test("dispose refuses new calls at once and answers the accepted ones", async () => {
    const { plugins, release, answers } = await busy();
    let over = false;
    const disposing = plugins[Symbol.asyncDispose]().then(() => (over = true));
    await expectFailure(plugins.execute("commands", "ok"), disposed);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(over).toBe(false);
    release();
    expect(await answers).toEqual(["wait 1", "ok 2", "ok 3"]);
    await disposing;
    await plugins[Symbol.asyncDispose]();
  });

  test("after dispose everything is refused", async () => {
    const plugins = new PluginManager();
    await plugins.load("echo", { source: kernelEcho, isolation });
    const first = plugins[Symbol.asyncDispose]();
    await Promise.all([first, plugins[Symbol.asyncDispose](), plugins[Symbol.asyncDispose]()]);
    await expectFailure(plugins.execute("echo", ""), disposed);
    await expectFailure(plugins.executePlugin("echo", ""), disposed);
    await expectFailure(plugins.executeMany("echo", [""]), disposed);
    await expectFailure(plugins.load("other", { source: kernelEcho }), disposed);
    await expectFailure(plugins.unload("echo"), disposed);
    expect(plugins.list()).toEqual([]);
  });

  test("dispose while plugins load, unload and fail to load", async () => {
    const plugins = new PluginManager();
    await plugins.load("gone", { source: kernelEcho, isolation });
    const all = Promise.allSettled([
      plugins.load("one", { source: kernelEcho, isolation }),
      plugins.load("bad", { source: new Uint8Array(8), isolation }),
      plugins.unload("gone"),
    ]);
    await plugins[Symbol.asyncDispose]();
    const outcomes = await all;
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: { code: "INVALID_MODULE" } });
    expect(outcomes[2]!.status).toBe("fulfilled");
    expect(plugins.list()).toEqual([]);
    await expectFailure(plugins.execute("one", ""), disposed);
  });

  test("a manager that never loaded anything can be disposed of", async () => {
    await expect(new PluginManager()[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });

  test("list says what is loaded", async () => {
    await using plugins = new PluginManager();
    expect(plugins.list()).toEqual([]);
    await plugins.load("first", { source: kernelEcho, isolation, version: "1.0.0" });
    await plugins.load("second", { source: directEcho, isolation, state: "shared" });
    await plugins.execute("first", "");
    await plugins.execute("second", "");
    const [first, second] = plugins.list();
    expect(first).toMatchObject({
      name: "first",
      version: "1.0.0",
      engine: "vial",
      isolation,
      state: "fresh",
    });
    expect(first).toMatchObject({ exports: ["process"], instances: 1, queued: 0 });
    expect(first!.memoryBytes).toBeGreaterThanOrEqual(2 * 65_536);
    expect(second).toMatchObject({ name: "second", version: undefined, isolation, state: "shared" });
    await plugins.unload("first");
    expect(plugins.list().map(({ name }) => name)).toEqual(["second"]);
  });
});
