import { guest } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

const types = {
  args_sizes_get: "(param i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  environ_sizes_get: "(param i32 i32) (result i32)",
  fd_prestat_get: "(param i32 i32) (result i32)",
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  path_open: "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)",
  proc_exit: "(param i32)",
  random_get: "(param i32 i32) (result i32)",
} as const;

const importOf = (name: keyof typeof types): string =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${types[name]}))`;

/** A guest that imports these functions of WASI preview 1 and runs instructions as `process`. */
const command = (names: readonly (keyof typeof types)[], instructions: string): Uint8Array =>
  guest(
    `(func (export "process") (result i32) ${instructions} (call $answer))`,
    names.map(importOf).join("\n"),
  );

const exits = (code: number): Uint8Array => command(["proc_exit"], `(call $proc_exit (i32.const ${code}))`);

/** Writes text to a file descriptor; says the error number and how many bytes were written. */
const writes = (fd: number, content: string): Uint8Array =>
  guest(
    ({ text }) => `
    (func $vector (param $at i32) (param $n i32)
      (i32.store (i32.const 512) (local.get $at)) (i32.store (i32.const 516) (local.get $n)))
    (func (export "process") (result i32)
      (call $vector ${text(content)})
      (call $say_i32 (call $fd_write (i32.const ${fd}) (i32.const 512) (i32.const 1) (i32.const 520)))
      (call $say_i32 (i32.load (i32.const 520))) (call $answer))`,
    importOf("fd_write"),
  );

/** Guests that import WASI preview 1. */
export const wasiCases: readonly Case[] = [
  {
    name: "fd_write: standard output",
    guest: writes(1, "hello\n"),
    differs: {
      vial: ["log info: hello", "ok: 0 6"],
      extism: ["ok: 0 6"],
      why: because.standardOutput,
    },
  },
  {
    name: "fd_write: standard error",
    guest: writes(2, "hello\n"),
    differs: {
      vial: ["log error: hello", "ok: 0 6"],
      extism: ["ok: 0 6"],
      why: because.standardOutput,
    },
  },
  { name: "fd_write: another descriptor", guest: writes(9, "hello\n"), same: ["ok: 8 0"] },
  {
    name: "clock_time_get: the wall clock",
    guest: command(
      ["clock_time_get"],
      `(call $say_i32 (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 512)))
       (call $say_i32 (i64.gt_u (i64.load (i32.const 512)) (i64.const 1577836800000000000)))`,
    ),
    same: ["ok: 0 1"],
  },
  {
    name: "clock_time_get: the monotonic clock does not go back",
    guest: command(
      ["clock_time_get"],
      `(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 512)))
       (drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 520)))
       (call $say_i32 (i64.ge_u (i64.load (i32.const 520)) (i64.load (i32.const 512))))`,
    ),
    same: ["ok: 1"],
  },
  {
    name: "random_get",
    guest: command(
      ["random_get"],
      `(call $say_i32 (call $random_get (i32.const 512) (i32.const 16)))
       (call $say_i32 (i64.ne (i64.load (i32.const 512)) (i64.load (i32.const 520)))) (call $say_i64 (i64.load (i32.const 528)))`,
    ),
    same: ["ok: 0 1 0"],
  },
  {
    name: "random_get: outside the memory",
    guest: command(
      ["random_get"],
      `(call $say_i32 (i32.ne (call $random_get (i32.const 65535) (i32.const 16)) (i32.const 0)))`,
    ),
    same: ["ok: 1"],
  },
  {
    name: "no environment, no files",
    guest: command(
      ["environ_sizes_get", "fd_prestat_get"],
      `(call $say_i32 (call $environ_sizes_get (i32.const 512) (i32.const 516))) (call $say_i32 (i32.load (i32.const 512)))
       (call $say_i32 (call $fd_prestat_get (i32.const 3) (i32.const 520)))`,
    ),
    same: ["ok: 0 0 8"],
  },
  {
    name: "args_sizes_get",
    guest: command(
      ["args_sizes_get"],
      `(call $say_i32 (call $args_sizes_get (i32.const 512) (i32.const 516))) (call $say_i32 (i32.load (i32.const 512)))`,
    ),
    same: ["ok: 0 0"],
  },
  {
    name: "path_open",
    guest: command(["path_open"], ""),
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "proc_exit: 0",
    guest: exits(0),
    calls: [["process"], ["process"]],
    differs: {
      vial: ["ok", "ok"],
      extism: ["HOST_FUNCTION_FAILED", "HOST_FUNCTION_FAILED"],
      why: because.exitCode,
    },
  },
  {
    name: "proc_exit: 3",
    guest: exits(3),
    calls: [["process"], ["process"]],
    differs: {
      vial: ["PLUGIN_ERROR", "PLUGIN_ERROR"],
      extism: ["HOST_FUNCTION_FAILED", "HOST_FUNCTION_FAILED"],
      why: because.exitCode,
    },
  },
  {
    name: "proc_exit: 0 after an output",
    guest: guest(
      `(func (export "process") (result i32) (call $say_i32 (i32.const 7)) (drop (call $answer)) (call $proc_exit (i32.const 0)) (i32.const 1))`,
      importOf("proc_exit"),
    ),
    differs: {
      vial: ["ok: 7"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: because.exitCode,
    },
  },
  {
    name: "proc_exit: 3 after error_set",
    guest: guest(
      ({ block }) =>
        `(func (export "process") (result i32) (call $error_set ${block("no dose")}) (call $proc_exit (i32.const 3)) (i32.const 0))`,
      importOf("proc_exit"),
    ),
    differs: {
      vial: ["PLUGIN_ERROR: no dose"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: because.exitCode,
    },
  },
  {
    name: "_start of a WASI command, called",
    guest: guest(
      ({ block }) =>
        `(func (export "_start") (call $output_set ${block("done")} (i64.const 4)) (call $proc_exit (i32.const 0)))`,
      importOf("proc_exit"),
    ),
    calls: [["_start"], ["_start"]],
    differs: {
      vial: ["ok: done", "ok: done"],
      extism: ["HOST_FUNCTION_FAILED", "HOST_FUNCTION_FAILED"],
      why: because.exitCode,
    },
  },
  {
    name: "_initialize of a WASI reactor",
    guest: guest(
      `(global $seen (mut i32) (i32.const 0))
       (func (export "_initialize") (global.set $seen (call $random_get (i32.const 512) (i32.const 8))))
       (func (export "process") (result i32)
         (call $say_i32 (global.get $seen)) (call $say_i32 (i64.ne (i64.load (i32.const 512)) (i64.const 0))) (call $answer))`,
      importOf("random_get"),
    ),
    same: ["ok: 0 1"],
  },
];
