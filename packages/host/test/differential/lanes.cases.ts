import { guest, noBlock } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

/**
 * A plugin for both lanes: `$read` puts the input at 4096 and gives its length, `$write` answers with what is there.
 * The host's call of `vial_input` says which lane this call takes.
 */
const bothLanes = (functions: string): Uint8Array =>
  guest(`
    (global $direct (mut i32) (i32.const 0))
    (global $length (mut i32) (i32.const 0))
    (func (export "vial_input") (param $n i32) (result i32)
      (global.set $direct (i32.const 1)) (global.set $length (local.get $n)) (i32.const 4096))
    (func (export "vial_output") (result i64)
      (global.set $direct (i32.const 0))
      (i64.or (i64.shl (i64.const 4096) (i64.const 32)) (i64.extend_i32_u (global.get $length))))
    (func $read (local $i i32)
      (if (global.get $direct) (then (return)))
      (global.set $length (i32.wrap_i64 (call $input_length)))
      (block $end (loop $next
        (br_if $end (i32.ge_u (local.get $i) (global.get $length)))
        (i32.store8 (i32.add (i32.const 4096) (local.get $i)) (call $input_load_u8 (i64.extend_i32_u (local.get $i))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))
    (func $written (result i64) (call $block (i32.const 4096) (global.get $length)))
    (func $write
      (if (i32.eqz (global.get $direct))
        (then (call $output_set (call $written) (i64.extend_i32_u (global.get $length))))))
    (func $fail (result i32)
      (if (i32.eqz (global.get $direct)) (then (call $error_set (call $written))))
      (i32.const 1))
    ${functions}`);

/** In the direct lane alone, with nothing to say there. */
const silentInDirectLane = (process: string): Uint8Array =>
  guest(
    ({ block }) => `
    (func (export "vial_input") (param i32) (result i32) (i32.const 4096))
    (func (export "vial_output") (result i64) (i64.const 0))
    (func (export "process") (result i32) ${process.replace("TEXT", block("text"))})`,
  );

/** Plugins that export `vial_input` and `vial_output`. */
export const laneCases: readonly Case[] = [
  {
    name: "both lanes: input and output",
    guest: bothLanes(`(func (export "process") (result i32) (call $read) (call $write) (i32.const 0))`),
    calls: [["process", "abc"], ["process"], ["process", "ação"]],
    same: ["ok: abc", "ok", "ok: ação"],
  },
  {
    name: "both lanes: errors",
    guest: bothLanes(`(func (export "process") (result i32) (call $read) (call $fail))`),
    calls: [
      ["process", "no dose"],
      ["process", "no unit"],
    ],
    same: ["PLUGIN_ERROR: no dose", "PLUGIN_ERROR: no unit"],
  },
  {
    name: "direct lane: output_set is not the output",
    guest: silentInDirectLane(`(call $output_set TEXT (i64.const 4)) (i32.const 0)`),
    differs: { vial: ["ok"], extism: ["ok: text"], why: because.directLane },
  },
  {
    name: "direct lane: an output_set that is no output",
    guest: silentInDirectLane(`(call $output_set ${noBlock} (i64.const 4)) (i32.const 0)`),
    differs: { vial: ["ok"], extism: ["HOST_FUNCTION_FAILED"], why: because.directLane },
  },
  {
    name: "direct lane: input_length",
    guest: silentInDirectLane(
      `(if (i64.ne (call $input_length) (i64.const 0)) (then (unreachable))) (i32.const 0)`,
    ),
    calls: [["process", "abc"]],
    differs: { vial: ["ok"], extism: ["TRAP"], why: because.directLane },
  },
  {
    name: "direct lane: error_set",
    guest: silentInDirectLane(`(call $error_set TEXT) (i32.const 1)`),
    same: ["PLUGIN_ERROR: text"],
  },
  {
    name: "direct lane: error_set, returns 0",
    guest: silentInDirectLane(`(call $error_set TEXT) (i32.const 0)`),
    same: ["PLUGIN_ERROR: text"],
  },
];
