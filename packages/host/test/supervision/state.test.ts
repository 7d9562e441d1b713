import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { isolations } from "../support/isolations.ts";
import { lanes, stateGuest, type StateTheme } from "../support/state-guest.ts";

interface Theme extends StateTheme {
  /** What the first call sees, and every call on fresh state. */
  readonly first: number;
  /** What a later call on shared state sees. */
  readonly later: number;
}

const key = `(call $block (i32.const 3000) (i32.const 1))`;
const flag = (type: string, zero: string): string => `(global $flag (mut ${type}) ${zero})`;

const themes: Readonly<Record<string, Theme>> = {
  memory: {
    observe: "(i32.load8_u (i32.const 40000))",
    change: "(i32.store8 (i32.const 40000) (i32.const 1))",
    first: 0,
    later: 1,
  },
  "memory a data segment filled": {
    fields: `(data (i32.const 40000) "\\07")`,
    observe: "(i32.load8_u (i32.const 40000))",
    change: "(i32.store8 (i32.const 40000) (i32.const 1))",
    first: 7,
    later: 1,
  },
  "the size of memory": {
    observe: "(memory.size)",
    change: "(drop (memory.grow (i32.const 1)))",
    first: 1,
    later: 2,
  },
  "memory that was written and grown": {
    observe: "(i32.load8_u (i32.const 40000))",
    change: "(i32.store8 (i32.const 40000) (i32.const 1)) (drop (memory.grow (i32.const 0)))",
    first: 0,
    later: 1,
  },
  "a global": {
    fields: flag("i32", "(i32.const 3)"),
    observe: "(global.get $flag)",
    change: "(global.set $flag (i32.const 4))",
    first: 3,
    later: 4,
  },
  "an i64 global": {
    fields: flag("i64", "(i64.const -1)"),
    observe: "(i64.eqz (global.get $flag))",
    change: "(global.set $flag (i64.const 0))",
    first: 0,
    later: 1,
  },
  "an f64 global, with the bits of its NaN": {
    fields: flag("f64", "(f64.const nan:0x4000000000023)"),
    observe: "(i32.wrap_i64 (i64.reinterpret_f64 (global.get $flag)))",
    change: "(global.set $flag (f64.reinterpret_i64 (i64.const 1)))",
    first: 0x23,
    later: 1,
  },
  "a v128 global": {
    fields: flag("v128", "(v128.const i32x4 3 0 0 0)"),
    observe: "(i32x4.extract_lane 0 (global.get $flag))",
    change: "(global.set $flag (v128.const i32x4 4 0 0 0))",
    first: 3,
    later: 4,
  },
  "a function reference in a global": {
    fields: `${flag("funcref", "(ref.null func)")} (elem declare func $change)`,
    observe: "(ref.is_null (global.get $flag))",
    change: "(global.set $flag (ref.func $change))",
    first: 1,
    later: 0,
  },
  "a table": {
    fields: "(table $table 1 funcref) (elem declare func $change)",
    observe: "(ref.is_null (table.get $table (i32.const 0)))",
    change: "(table.set $table (i32.const 0) (ref.func $change))",
    first: 1,
    later: 0,
  },
  "the size of a table": {
    fields: "(table $table 1 funcref)",
    observe: "(table.size $table)",
    change: "(drop (table.grow $table (ref.null func) (i32.const 1)))",
    first: 1,
    later: 2,
  },
  "a variable": {
    fields: `(data (i32.const 3000) "v")`,
    observe: `(i64.ne (call $var_get ${key}) (i64.const 0))`,
    change: `(call $var_set ${key} ${key})`,
    first: 0,
    later: 1,
  },
  "Extism's memory, which is wiped after every call": {
    fields: `(data (i32.const 3000) "secret")
      (func $leftover (result i32) (local $at i64) (local $sum i32)
        (drop (call $alloc (i64.const 60000)))
        (local.set $at (i64.const 1024))
        (loop $next
          (local.set $sum (i32.or (local.get $sum) (call $load_u8 (local.get $at))))
          (local.set $at (i64.add (local.get $at) (i64.const 1)))
          (br_if $next (i64.lt_u (local.get $at) (i64.const 60000))))
        (local.get $sum))`,
    observe: "(call $leftover)",
    change:
      "(drop (call $block (i32.const 3000) (i32.const 6))) (drop (call $block (i32.const 0) (i32.const 65000)))",
    first: 0,
    later: 0,
  },
};

describe.for(isolations)("%s", (isolation) => {
  describe.for(lanes)("%s", (lane) => {
    test.for(Object.entries(themes))("%s", async ([, theme]) => {
      const source = stateGuest(lane, theme);
      await using plugins = new PluginManager();
      await plugins.load("fresh", { source, isolation });
      expect(await observations(plugins, "fresh")).toEqual([theme.first, theme.first, theme.first]);
      for (const name of ["trap", "fail"]) {
        await plugins.execute("fresh", "", { export: name }).catch(() => {});
        expect(await observations(plugins, "fresh")).toEqual([theme.first, theme.first, theme.first]);
      }

      await plugins.load("shared", { source, isolation, state: "shared" });
      expect((await observations(plugins, "shared")).slice(0, 2)).toEqual([theme.first, theme.later]);
      // A call that was unwound half-way takes its state with it.
      await plugins.execute("shared", "", { export: "trap" }).catch(() => {});
      expect((await observations(plugins, "shared"))[0]).toBe(theme.first);
    });

    test("shared state outlives a call that returned an error", async () => {
      await using plugins = new PluginManager();
      await plugins.load("shared", {
        source: stateGuest(lane, themes["memory"]!),
        isolation,
        state: "shared",
      });
      await plugins.execute("shared", "", { export: "fail" }).catch(() => {});
      expect(await observations(plugins, "shared")).toEqual([1, 1, 1]);
    });

    test("a data segment that was dropped", async () => {
      const source = stateGuest(lane, {
        fields: `(data $segment "\\05")`,
        observe: "(i32.load8_u (i32.const 50000))",
        change: `(memory.init $segment (i32.const 50000) (i32.const 0) (i32.const 1)) (data.drop $segment)`,
      });
      await using plugins = new PluginManager();
      await plugins.load("fresh", { source, isolation });
      expect(await observations(plugins, "fresh")).toEqual([0, 0, 0]);
    });
  });
});

async function observations(plugins: PluginManager, plugin: string): Promise<(number | undefined)[]> {
  const seen: (number | undefined)[] = [];
  for (let call = 0; call < 3; call++) seen.push((await plugins.execute(plugin, "")).bytes()[0]);
  return seen;
}
