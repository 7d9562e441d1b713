import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure, expectRefusal } from "../support/failure.ts";
import { inTime } from "../support/in-time.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";
import { WorkerWatch } from "../support/workers.ts";

const startMs = 1_000;
const notStarted = { code: "DEADLINE_EXCEEDED", phase: "instantiate" } as const;

/** A plugin whose start function does what the host function `on_start` says: 1 loops, 2 traps, 3 waits again. */
const obedient = (start: "section" | "initialiser"): Uint8Array =>
  wat(`(module
    (import "extism:host/user" "on_start" (func $on_start (result i32)))
    (memory (export "memory") 1)
    (func $start (local $command i32)
      (local.set $command (call $on_start))
      (if (i32.eq (local.get $command) (i32.const 1)) (then (loop $again (br $again))))
      (if (i32.eq (local.get $command) (i32.const 2)) (then unreachable)))
    ${start === "section" ? "(start $start)" : '(export "_initialize" (func $start))'}
    (func (export "process") (result i32)
      (if (memory.grow (i32.const 0)) (then))
      (i32.const 0))
    (func (export "loop") (result i32) (loop $again (br $again)) (i32.const 0)))`);

describe.for(["section", "initialiser"] as const)("start %s", (start) => {
  const source = obedient(start);

  test("a start that loops fails the load within limits.startMs, and its worker ends", inTime, async () => {
    using workers = new WorkerWatch();
    const functions = { "extism:host/user": { on_start: () => 1 } };
    const startedAt = performance.now();
    await expectRefusal({ source, functions, limits: { startMs } }, notStarted);
    expect(performance.now() - startedAt).toBeLessThan(startMs + 250 + 500);
    await expect.poll(() => workers.running.length).toBe(0);
  });

  test("a start that loops only when it starts again fails that one call", inTime, async () => {
    const commands = [0, 1, 0];
    const functions = { "extism:host/user": { on_start: () => commands.shift() ?? 0 } };
    await using plugins = new PluginManager();
    await plugins.load("obedient", { source, functions, limits: { startMs }, state: "shared" });
    await expectFailure(plugins.execute("obedient", "", { export: "loop", deadline: 100 }), {
      code: "DEADLINE_EXCEEDED",
      phase: "call",
      plugin: "obedient",
    });
    const startedAt = performance.now();
    await expectFailure(plugins.execute("obedient", ""), { ...notStarted, plugin: "obedient" });
    expect(performance.now() - startedAt).toBeLessThan(startMs + 250);
    await plugins.execute("obedient", "");
    expect(commands).toEqual([]);
  });

  test("a start that traps only when it starts again fails that one call", async () => {
    const commands = [0, 2, 0];
    const functions = { "extism:host/user": { on_start: () => commands.shift() ?? 0 } };
    await using plugins = new PluginManager();
    await plugins.load("obedient", { source, functions, state: "shared" });
    await expectFailure(plugins.execute("obedient", "", { export: "loop", deadline: 100 }), {
      code: "DEADLINE_EXCEEDED",
      phase: "call",
      plugin: "obedient",
    });
    await expectFailure(plugins.execute("obedient", ""), {
      code: "TRAP",
      phase: "instantiate",
      plugin: "obedient",
    });
    await plugins.execute("obedient", "");
    expect(commands).toEqual([]);
  });
});

test("a host function that never settles while the plugin starts fails the load within limits.startMs", async () => {
  const functions = { "extism:host/user": { on_start: () => new Promise<number>(() => {}) } };
  const source = obedient("initialiser");
  const never = { "extism:host/user": { on_start: async () => functions["extism:host/user"].on_start() } };
  for (const isolation of isolations) {
    await expectRefusal({ source, functions: never, isolation, limits: { startMs } }, notStarted);
  }
});
