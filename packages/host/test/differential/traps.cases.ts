import { guest, reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

const trapping = (name: string, instructions: string): Case => ({
  name,
  guest: wat(`(module
    (memory (export "memory") 1)
    (type $number (func (result i32)))
    (table 2 funcref) (elem (i32.const 0) $nothing)
    (func $nothing)
    (func $forever (result i32) (i32.add (call $forever) (i32.const 1)))
    (func (export "process") (result i32) ${instructions}))`),
  same: ["TRAP"],
});

/** What unwinds a plugin, and what is left of it afterwards. */
export const trapCases: readonly Case[] = [
  trapping("unreachable", `(unreachable)`),
  trapping("a load outside the memory", `(i32.load (i32.const 65536))`),
  trapping("a store outside the memory", `(i32.store8 (i32.const -1) (i32.const 0)) (i32.const 0)`),
  trapping(
    "memory.fill outside the memory",
    `(memory.fill (i32.const 65535) (i32.const 0) (i32.const 2)) (i32.const 0)`,
  ),
  trapping("division by zero", `(i32.div_u (i32.const 1) (i32.const 0))`),
  trapping("remainder by zero", `(i32.rem_s (i32.const 1) (i32.const 0))`),
  trapping("division that overflows", `(i32.div_s (i32.const 0x80000000) (i32.const -1))`),
  trapping("a float that no integer holds", `(i32.trunc_f64_s (f64.const nan))`),
  trapping("a call stack that never ends", `(call $forever)`),
  trapping("an indirect call of another type", `(call_indirect (type $number) (i32.const 0))`),
  trapping("an indirect call of an empty element", `(call_indirect (type $number) (i32.const 1))`),
  trapping("an indirect call outside the table", `(call_indirect (type $number) (i32.const 2))`),
  {
    name: "error_set before a trap",
    guest: reporting(({ block }) => `(call $error_set ${block("no dose")}) (unreachable)`),
    differs: {
      vial: ["TRAP: no dose"],
      extism: ["TRAP"],
      why: "what the plugin said before it trapped is kept",
    },
  },
  {
    name: "output_set before a trap",
    guest: reporting(`(call $say_i32 (i32.const 7)) (drop (call $answer)) (unreachable)`),
    same: ["TRAP"],
  },
  {
    name: "calls go on after a trap",
    guest: guest(`(func (export "trap") (result i32) (unreachable))
      (func (export "process") (result i32) (call $say_i64 (call $input_length)) (call $answer))`),
    calls: [["trap"], ["process", "abc"], ["trap"], ["process", "abcde"]],
    same: ["TRAP", "ok: 3", "TRAP", "ok: 5"],
  },
  {
    name: "what the plugin had in memory is gone after a trap",
    guest: guest(`(global $count (mut i32) (i32.const 0))
      (func (export "trap") (result i32) (unreachable))
      (func (export "count") (result i32)
        (global.set $count (i32.add (global.get $count) (i32.const 1))) (call $say_i32 (global.get $count)) (call $answer))`),
    calls: [["count"], ["count"], ["trap"], ["count"]],
    differs: {
      vial: ["ok: 1", "ok: 2", "TRAP", "ok: 1"],
      extism: ["ok: 1", "ok: 2", "TRAP", "ok: 3"],
      why: because.startsAnew,
    },
  },
];
