import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { watchHands } from "../support/hands.ts";
import { wat } from "../support/wat.ts";

const load = { source: kernelCommands, functions: { "extism:host/user": { wait: () => 0n } } } as const;

describe.for(["thread", "process"] as const)("%s", (isolation) => {
  test("a spare one that dies as it is handed out: the load does not notice", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    await plugins.load("first", { ...load, isolation });
    await expect.poll(() => hands.running).toHaveLength(2);
    hands.running[1]!();
    await plugins.load("second", { ...load, isolation });
    expect((await plugins.execute("second", "ok")).text()).toBe("ok");
  });

  test("a spare one that dies as it is handed out: the call does not notice", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    await plugins.load("plugin", { ...load, isolation });
    await expect.poll(() => hands.running).toHaveLength(2);
    // With the plugin's own gone for good, the next call needs the spare one.
    hands.running[0]!();
    await expect.poll(() => hands.running).toHaveLength(1);
    hands.running[0]!();
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
  });

  test("loads that fail leave one spare, however many they are, and the next plugin runs in it", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    for (const plugin of ["bad", "worse", "worst"]) {
      const refused = plugins.load(plugin, { source: new Uint8Array(8), isolation });
      await expectFailure(refused, { code: "INVALID_MODULE", phase: "load", plugin });
    }
    expect(hands.running).toHaveLength(1);
    const [endSpare] = hands.running;
    const wait = async (): Promise<bigint> => {
      endSpare!();
      return new Promise(() => {});
    };
    await plugins.load("plugin", { ...load, functions: { "extism:host/user": { wait } }, isolation });
    await expectFailure(plugins.execute("plugin", "wait"), {
      code: "WORKER_CRASHED",
      phase: "call",
      plugin: "plugin",
    });
  });

  test("one that dies while the plugin starts: the load fails, and the plugin is not started again", async () => {
    using hands = watchHands[isolation]();
    let starts = 0;
    const onStart = async (): Promise<number> => {
      if (++starts > 1) return 0;
      for (const end of hands.running) end();
      return new Promise<number>(() => {});
    };
    await using plugins = new PluginManager();
    const source = wat(`(module
      (import "extism:host/user" "on_start" (func $on_start (result i32)))
      (func $start (drop (call $on_start)))
      (start $start)
      (func (export "process") (result i32) (i32.const 0)))`);
    const functions = { "extism:host/user": { on_start: onStart } };
    await expectFailure(plugins.load("plugin", { source, functions, isolation }), {
      code: "WORKER_CRASHED",
      phase: "instantiate",
      plugin: "plugin",
    });
    expect(starts).toBe(1);
    await plugins.load("plugin", { source, functions, isolation });
    expect(starts).toBe(2);
  });
});
