import { blocks, env, wat } from "../../support/wat.ts";
import type { HostileCase, HostileCall } from "../hostile-case.ts";

const late: readonly HostileCall[] = [{ expected: ["call DEADLINE_EXCEEDED"] }];
const refused = ["load DEADLINE_EXCEEDED"] as const;
const endless = "an endless loop";

/** A module whose `process` runs this; the memory has 2 MiB. */
function running(body: string, fields = ""): Uint8Array {
  return wat(`(module ${fields} (memory 32)
    (func (export "process") (result i32) (local $i i32) ${body} (i32.const 0)))`);
}

const loop = "(loop $again (br $again))";

/** Deadlines around the moment at which the call ends; whoever calls next gets its own answer and no late one. */
const aroundTheEnd: readonly HostileCall[] = Array.from({ length: 40 }, (_, index) => [
  {
    input: `hurried ${index}`,
    deadline: 1 + index,
    expected: [`answer hurried ${index}`, ...late[0]!.expected],
  },
  { input: `patient ${index}`, deadline: 10_000, expected: [`answer patient ${index}`] },
]).flat() as HostileCall[];

export const cases: readonly HostileCase[] = [
  { name: "an empty loop", source: running(loop), calls: late, notStoppedInline: endless },
  {
    name: "a loop that counts in memory",
    source: running(
      "(loop $again (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (br $again))",
    ),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop that calls a function",
    source: running("(loop $again (call $nothing) (br $again))", "(func $nothing)"),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop that calls through a table",
    source: running(
      "(loop $again (call_indirect (i32.const 0)) (br $again))",
      "(table funcref (elem $nothing)) (func $nothing)",
    ),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop that calls the kernel",
    source: wat(`(module ${env("input_length")} (memory 1)
      (func (export "process") (result i32) (loop $again (drop (call $input_length)) (br $again)) (i32.const 0)))`),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop that asks WASI for the time",
    source: wat(`(module
      (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
      (memory (export "memory") 1)
      (func (export "process") (result i32)
        (loop $again (drop (call $time (i32.const 0) (i64.const 0) (i32.const 0))) (br $again)) (i32.const 0)))`),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop in the start section",
    source: wat(`(module (memory 1) (func $start ${loop}) (start $start)
      (func (export "process") (result i32) (i32.const 0)))`),
    options: { limits: { startMs: 250 } },
    refused,
    notStoppedInline: endless,
  },
  {
    name: "a loop in _initialize",
    source: wat(`(module (memory 1) (func (export "_initialize") ${loop})
      (func (export "process") (result i32) (i32.const 0)))`),
    options: { limits: { startMs: 250 } },
    refused,
    notStoppedInline: endless,
  },
  {
    name: "a loop only when the plugin is started again",
    source: wat(`(module
      (import "extism:host/user" "started" (func $started (param i64) (result i64)))
      (memory 1)
      (func $start (if (i64.gt_u (call $started (i64.const 0)) (i64.const 1)) (then ${loop})))
      (start $start)
      (func (export "process") (result i32) unreachable))`),
    functions: (stage) => ({ "extism:host/user": { started: () => BigInt(++stage.count) } }),
    options: { limits: { startMs: 1_000 } },
    calls: [{ expected: ["call TRAP"] }, { expected: ["call DEADLINE_EXCEEDED"], times: 2 }],
    notStoppedInline: endless,
  },
  {
    name: "a loop in vial_input",
    source: wat(`(module (memory (export "memory") 1)
      (func (export "vial_input") (param i32) (result i32) ${loop} (i32.const 0))
      (func (export "vial_output") (result i64) (i64.const 0))
      (func (export "process") (result i32) (i32.const 0)))`),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop in vial_output",
    source: wat(`(module (memory (export "memory") 1)
      (func (export "vial_input") (param i32) (result i32) (i32.const 1024))
      (func (export "vial_output") (result i64) ${loop} (i64.const 0))
      (func (export "process") (result i32) (i32.const 0)))`),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop after the output was set",
    source: wat(`(module ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set")}
      (memory 1) ${blocks}
      (func (export "process") (result i32)
        (call $output_set (call $input_block) (call $input_length)) ${loop} (i32.const 0)))`),
    calls: [...late, ...late],
    notStoppedInline: endless,
  },
  {
    name: "a loop that ends about when the deadline does",
    source: wat(`(module ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set")}
      (memory 1) ${blocks}
      (func (export "process") (result i32) (local $i i32)
        (call $output_set (call $input_block) (call $input_length))
        (local.set $i (i32.const 10000000))
        (loop $again (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        (i32.const 0)))`),
    calls: aroundTheEnd,
  },
];
