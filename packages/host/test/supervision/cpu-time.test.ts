import { setTimeout as sleep } from "node:timers/promises";
import { asyncHostFunction, PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

/**
 * `process` counts to a number that takes some hundred milliseconds; `loop` counts for ever; `wait` waits for the host three
 * times; `trap` counts and then traps.
 */
const source = wat(`(module
  (import "extism:host/user" "wait" (func $wait (param i64) (result i64)))
  (memory 1)
  (func $count (param $to i64)
    (loop $again
      (local.set $to (i64.sub (local.get $to) (i64.const 1)))
      (br_if $again (i64.ne (local.get $to) (i64.const 0)))))
  (func (export "process") (result i32) (call $count (i64.const 400000000)) (i32.const 0))
  (func (export "loop") (result i32) (call $count (i64.const -1)) (i32.const 0))
  (func (export "trap") (result i32) (call $count (i64.const 400000000)) unreachable)
  (func (export "wait") (result i32)
    (drop (call $wait (i64.const 0))) (drop (call $wait (i64.const 0))) (drop (call $wait (i64.const 0)))
    (i32.const 0)))`);

const waitMs = 500;
const functions = {
  "extism:host/user": {
    wait: asyncHostFunction(async () => {
      await sleep(waitMs);
      return 0n;
    }),
  },
};
const spent = { code: "CPU_LIMIT", phase: "call", plugin: "counting" } as const;
const deadline = 60_000;

describe.for(isolations)("%s: a limit of CPU time", (isolation) => {
  test("a call that computes for longer fails, long before its deadline", async () => {
    await using plugins = new PluginManager();
    await plugins.load("counting", { source, functions, isolation, limits: { cpuMs: 20 } });
    for (const name of isolation === "inline" ? ["process", "trap"] : ["process", "trap", "loop"]) {
      const error = await expectFailure(plugins.execute("counting", "", { export: name, deadline }), spent);
      expect(error.message).toContain("20 ms");
    }
  });

  test("waiting for the host does not count", { timeout: 30_000 }, async () => {
    await using plugins = new PluginManager();
    await plugins.load("counting", { source, functions, isolation, limits: { cpuMs: waitMs } });
    const result = await plugins.execute("counting", "", { export: "wait", deadline });
    expect(result.timings.ranMs).toBeGreaterThan(waitMs * 2.5);
  });

  test("a call within it is answered, and so is the one after a call that was not", async () => {
    await using plugins = new PluginManager();
    await plugins.load("counting", { source, functions, isolation, limits: { cpuMs: 30_000 } });
    await plugins.execute("counting", "", { deadline });
    await plugins.load("limited", { source, functions, isolation, limits: { cpuMs: 20 } });
    await expectFailure(plugins.execute("limited", "", { deadline }), { ...spent, plugin: "limited" });
    await plugins.execute("counting", "", { deadline });
  });
});

test("where the deadline comes first it is the deadline's error", async () => {
  await using plugins = new PluginManager();
  await plugins.load("counting", { source, functions, limits: { cpuMs: 10_000 } });
  const late = { ...spent, code: "DEADLINE_EXCEEDED" } as const;
  await expectFailure(plugins.execute("counting", "", { export: "loop", deadline: 200 }), late);
});
