import { processing, reporting } from "../../support/reporting-guest.ts";
import { stateGuest, type StateTheme } from "../../support/state-guest.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

/** What a call leaves for the next one to find; each observation is one byte, 0 in a fresh state. */
const themes: Readonly<Record<string, StateTheme>> = {
  "a byte in memory": {
    observe: "(i32.load8_u (i32.const 9000))",
    change: "(i32.store8 (i32.const 9000) (i32.const 1))",
  },
  "a byte on the memory's last page": {
    observe: "(i32.load8_u (i32.const 65535))",
    change: "(i32.store8 (i32.const 65535) (i32.const 1))",
  },
  "the memory's size": {
    observe: "(i32.sub (memory.size) (i32.const 1))",
    change: "(drop (memory.grow (i32.const 1)))",
  },
  "a global": {
    fields: "(global $g (mut i32) (i32.const 0))",
    observe: "(global.get $g)",
    change: "(global.set $g (i32.const 1))",
  },
  "a global of 128 bits": {
    fields: "(global $g (mut v128) (v128.const i64x2 0 0))",
    observe: "(i32x4.extract_lane 0 (global.get $g))",
    change: "(global.set $g (v128.const i64x2 1 1))",
  },
  "a reference in a global": {
    fields: "(global $g (mut funcref) (ref.null func)) (elem declare func $change)",
    observe: "(i32.eqz (ref.is_null (global.get $g)))",
    change: "(global.set $g (ref.func $change))",
  },
  "an element of a table": {
    fields: "(table $t 1 funcref) (elem declare func $change)",
    observe: "(i32.eqz (ref.is_null (table.get $t (i32.const 0))))",
    change: "(table.set $t (i32.const 0) (ref.func $change))",
  },
  "a table's size": {
    fields: "(table $t 1 funcref)",
    observe: "(i32.sub (table.size $t) (i32.const 1))",
    change: "(drop (table.grow $t (ref.null func) (i32.const 1)))",
  },
  "a variable": {
    observe: `(i64.ne (call $var_get (call $alloc (i64.const 3))) (i64.const 0))`,
    change: `(call $var_set (call $alloc (i64.const 3)) (call $alloc (i64.const 1)))`,
  },
};

const cases_: HostileCase[] = (["kernel lane", "direct lane"] as const).flatMap((lane) =>
  Object.entries(themes).map(([what, theme]): HostileCase => ({
    name: `${what} left for the next call, ${lane}`,
    source: stateGuest(lane, theme),
    calls: [
      { input: "", expected: ["answer \0"], times: 3 },
      { input: "", export: "trap", expected: ["call TRAP"] },
      { input: "", expected: ["answer \0"] },
      { input: "", export: "fail", expected: ["call PLUGIN_ERROR"] },
      { input: "", expected: ["answer \0"] },
    ],
  })),
);

/** Looks through the whole exchange memory for the word `secret`, also where no block is. */
const searching = reporting(`
  (local.set $h (i64.const 0))
  (block $end (loop $next
    (br_if $end (i64.ge_u (local.get $h) (i64.const 300000)))
    (if (i64.eq (call $load_u64 (local.get $h)) (i64.const 0x6574616974657270))
      (then (call $say_i64 (local.get $h))))
    (local.set $h (i64.add (local.get $h) (i64.const 1)))
    (br $next)))`);

export const cases: readonly HostileCase[] = [
  ...cases_,
  {
    name: "a search of the exchange memory for an earlier input",
    source: searching,
    calls: [
      // "pretaite" of the search is in none of these; the first shows that the search finds what is there.
      { input: "pretaite".padStart(64, "x"), expected: ["answer *"] },
      { input: "", expected: ["answer "], times: 2 },
      { input: "z", expected: ["answer "], times: 2 },
    ],
  },
  {
    name: "an error text left for the next call",
    source: wat(`(module
      (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
      (import "extism:host/env" "error_set" (func $error_set (param i64)))
      (import "extism:host/env" "input_length" (func $n (result i64)))
      (memory 1)
      (func (export "process") (result i32)
        (if (i64.ne (call $n) (i64.const 0)) (then (call $error_set (call $alloc (i64.const 1))))) (i32.const 0)))`),
    calls: [
      { input: "fail", expected: ["call PLUGIN_ERROR"] },
      { input: "", expected: ["answer "], times: 2 },
    ],
  },
  {
    name: "an output left for the next call",
    source: processing(`(if (i64.ne (call $input_length) (i64.const 0))
      (then (call $output_set (call $input_block) (call $input_length)))) (i32.const 0)`),
    calls: [{ expected: ["answer *"] }, { input: "", expected: ["answer "], times: 2 }],
  },
  {
    name: "a variable that another tenant with the same module set",
    source: reporting(
      ({ block }) => `(local.set $h (call $var_get ${block("shared")})) (call $say_i64 (local.get $h))`,
    ),
    setting: async ({ plugins, isolation }) => {
      const source = processing(
        ({ block }) => `(call $var_set ${block("shared")} ${block("theirs")}) (i32.const 0)`,
      );
      await plugins.load("owner", { source, isolation, state: "shared" });
      await plugins.execute("owner", "");
      return { [Symbol.asyncDispose]: () => plugins.unload("owner") };
    },
    calls: [{ expected: ["answer 0"], times: 2 }],
  },
  {
    name: "configuration of another tenant with the same module",
    source: configuring("token"),
    options: { config: { mine: "1" } },
    setting: async ({ plugins, isolation }) => {
      await plugins.load("owner", { source: configuring("token"), config: { token: "theirs" }, isolation });
      await plugins.execute("owner", "");
      return { [Symbol.asyncDispose]: () => plugins.unload("owner") };
    },
    calls: [{ expected: ["answer 0"], times: 2 }],
  },
  {
    name: "names that every object has, as configuration keys",
    source: reporting(({ block }) =>
      ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", ""]
        .map((key) => `(call $say_i64 (call $config_get ${block(key)}))`)
        .join("\n"),
    ),
    options: { config: { set: "1" } },
    calls: [{ expected: ["answer 0 0 0 0 0 0"] }],
  },
  {
    name: "configuration under the name __proto__",
    source: reporting(
      ({ block }) =>
        `(call $say_block (call $config_get ${block("__proto__")})) (call $say_i64 (call $config_get ${block("polluted")}))`,
    ),
    options: { config: JSON.parse('{"__proto__": "mine"}') as Record<string, string> },
    calls: [{ expected: ["answer mine 0"] }],
    check: () => ("polluted" in {} ? "a prototype was polluted" : undefined),
  },
  {
    name: "names that every object has, as variables",
    source: reporting(({ block }) =>
      ["__proto__", "constructor", "toString"]
        .map(
          (key) =>
            `(call $say_i64 (call $var_get ${block(key)})) (call $var_set ${block(key)} ${block("1")})`,
        )
        .join("\n"),
    ),
    calls: [{ expected: ["answer 0 0 0"], times: 2 }],
  },
];

/** Says whether a key of its configuration is there. */
function configuring(key: string): Uint8Array {
  return reporting(({ block }) => `(call $say_i64 (call $config_get ${block(key)}))`);
}
