import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setImmediate } from "node:timers/promises";
import { type CallPhase, callPhaseChannel, type PhaseMark, PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { lanes, stateGuest, type StateTheme } from "../support/state-guest.ts";
import { wat } from "../support/wat.ts";

/** What makes an instance of no use for the next call. */
const reasons: Readonly<Record<string, StateTheme>> = {
  "a table": {
    fields: "(table $table 1 funcref) (elem declare func $change)",
    observe: "(i32.eqz (ref.is_null (table.get $table (i32.const 0))))",
    change: "(table.set $table (i32.const 0) (ref.func $change))",
  },
  "a NaN in a global": {
    fields: "(global $flag (mut f64) (f64.const nan:0x4000000000023))",
    observe: "(i64.eqz (i64.reinterpret_f64 (global.get $flag)))",
    change: "(global.set $flag (f64.const 0))",
  },
  "a data segment that is dropped": {
    fields: `(data $segment "\\05")`,
    observe: "(i32.load8_u (i32.const 50000))",
    change: "(memory.init $segment (i32.const 50000) (i32.const 0) (i32.const 1)) (data.drop $segment)",
  },
};

/** The phases of what `run` does. */
async function phasesOf(run: () => Promise<unknown>): Promise<CallPhase[]> {
  const phases: CallPhase[] = [];
  const note = (mark: unknown): void => void phases.push((mark as PhaseMark).phase);
  subscribe(callPhaseChannel, note);
  try {
    await run();
  } finally {
    unsubscribe(callPhaseChannel, note);
  }
  return phases;
}

for (const lane of lanes) {
  test.for(Object.entries(reasons))(
    `${lane}: a plugin that changes %s has its next instance before it is called`,
    async ([, theme]) => {
      await using plugins = new PluginManager();
      await plugins.load("plugin", { source: stateGuest(lane, theme), isolation: "inline" });
      const observe = async (): Promise<number | undefined> =>
        (await plugins.execute("plugin", "")).bytes()[0];
      for (let call = 0; call < 3; call++) {
        expect(await phasesOf(async () => expect(await observe()).toBe(0))).not.toContain("instantiated");
        expect(await phasesOf(() => setImmediate())).toEqual(["instantiated"]);
      }
      // Calls that do not wait make their own, one each.
      const phases = await phasesOf(async () => {
        for (let call = 0; call < 3; call++) expect(await observe()).toBe(0);
      });
      expect(phases.filter((phase) => phase === "instantiated")).toHaveLength(2);
      expect(await phasesOf(() => setImmediate())).toEqual(["instantiated"]);
    },
  );
}

test("after a trap as well", async () => {
  await using plugins = new PluginManager();
  const source = stateGuest("direct lane", reasons["a table"]!);
  await plugins.load("plugin", { source, isolation: "inline" });
  await expectFailure(plugins.execute("plugin", "", { export: "trap" }), {
    code: "TRAP",
    phase: "call",
    plugin: "plugin",
  });
  expect(await phasesOf(() => setImmediate())).toEqual(["instantiated"]);
});

test("a start that fails is the next call's failure, and the call after it tries again", async () => {
  let failing = false;
  const source = wat(`(module
    (import "extism:host/user" "fails" (func $fails (result i32)))
    (memory (export "memory") 1)
    (table $table 1 funcref)
    (func $start (if (call $fails) (then unreachable)))
    (start $start)
    (func (export "process") (result i32) (table.set $table (i32.const 0) (ref.null func)) (i32.const 0)))`);
  await using plugins = new PluginManager();
  const functions = { "extism:host/user": { fails: () => Number(failing) } };
  await plugins.load("plugin", { source, isolation: "inline", functions });
  failing = true;
  await plugins.execute("plugin", "");
  await setImmediate();
  await expectFailure(plugins.execute("plugin", ""), {
    code: "TRAP",
    phase: "instantiate",
    plugin: "plugin",
  });
  failing = false;
  expect((await plugins.execute("plugin", "")).bytes()).toHaveLength(0);
});

test("an instance is not made for a plugin that was unloaded meanwhile", async () => {
  await using plugins = new PluginManager();
  const source = stateGuest("direct lane", reasons["a table"]!);
  await plugins.load("plugin", { source, isolation: "inline" });
  await plugins.execute("plugin", "");
  await plugins.unload("plugin");
  expect(await phasesOf(() => setImmediate())).toEqual([]);
});
