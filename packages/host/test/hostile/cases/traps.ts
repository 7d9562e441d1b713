import { withFunctionNames } from "../../support/module-bytes.ts";
import { processing } from "../../support/reporting-guest.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCall, HostileCase } from "../hostile-case.ts";

// Twice, because a plugin that trapped must not spoil the next call.
const traps: readonly HostileCall[] = [{ expected: ["call TRAP"], times: 2 }];

function running(body: string, fields = ""): Uint8Array {
  return wat(`(module ${fields} (memory 1) (func (export "process") (result i32) ${body} (i32.const 0)))`);
}

const locals = "(local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)";

export const cases: readonly HostileCase[] = [
  {
    name: "recursion without end",
    source: running(
      "(drop (call $again (i32.const 1)))",
      "(func $again (param i32) (result i32) (i32.add (call $again (local.get 0)) (i32.const 1)))",
    ),
    calls: traps,
  },
  {
    name: "recursion between two functions, with large frames",
    source: running(
      "(drop (call $ping))",
      `(func $ping (result i32) ${locals} (i32.add (call $pong) (i32.const 1)))
       (func $pong (result i32) ${locals} (i32.add (call $ping) (i32.const 1)))`,
    ),
    calls: traps,
  },
  {
    name: "recursion through a table",
    source: running(
      "(drop (call $again))",
      `(type $t (func (result i32))) (table funcref (elem $again))
       (func $again (result i32) (i32.add (call_indirect (type $t) (i32.const 0)) (i32.const 1)))`,
    ),
    calls: traps,
  },
  {
    name: "recursion that ends in a call of the host",
    source: wat(`(module
      (import "extism:host/user" "deep" (func $deep (param i64) (result i64)))
      (memory 1)
      (func $again (result i32) (drop (call $deep (i64.const 0))) (i32.add (call $again) (i32.const 1)))
      (func (export "process") (result i32) (call $again)))`),
    functions: () => ({ "extism:host/user": { deep: () => 0n } }),
    calls: [{ expected: ["call TRAP", "call HOST_FUNCTION_FAILED", "call DEADLINE_EXCEEDED"], times: 2 }],
  },
  {
    name: "recursion in the start section",
    source: wat(`(module (memory 1)
      (func $again (result i32) (i32.add (call $again) (i32.const 1)))
      (func $start (drop (call $again))) (start $start)
      (func (export "process") (result i32) (i32.const 0)))`),
    refused: ["load TRAP"],
  },
  { name: "unreachable", source: running("unreachable"), calls: traps },
  {
    name: "unreachable in the start section",
    source: wat(`(module (memory 1) (func $start unreachable) (start $start) (func (export "process")))`),
    refused: ["load TRAP"],
  },
  {
    name: "a division by zero",
    source: running("(drop (i32.div_s (i32.const 1) (i32.const 0)))"),
    calls: traps,
  },
  { name: "a read past the memory", source: running("(drop (i64.load (i32.const 65532)))"), calls: traps },
  {
    name: "a read at the last address",
    source: running("(drop (i32.load8_u offset=4294967295 (i32.const -1)))"),
    calls: traps,
  },
  {
    name: "a call through an empty table slot",
    source: running("(call_indirect (i32.const 0))", "(table 1 funcref)"),
    calls: traps,
  },
  {
    name: "a call through a table with another type",
    source: running(
      "(drop (call_indirect (result i64) (i32.const 0)))",
      "(table funcref (elem $f)) (func $f)",
    ),
    calls: traps,
  },
  {
    name: "a patient's data in the error text of a trap",
    source: processing(`(call $error_set (call $input_block)) unreachable`),
    calls: traps,
  },
  {
    name: "a patient's data in the error text of a failure",
    source: processing(`(call $error_set (call $input_block)) (i32.const 1)`),
    calls: [{ expected: ["call PLUGIN_ERROR"], times: 2 }],
  },
  {
    name: "lines for a terminal in a function's name",
    source: withFunctionNames(running("unreachable"), [
      "\u001b[2J\nPluginError: all is well\n    at patient",
    ]),
    calls: traps,
  },
];
