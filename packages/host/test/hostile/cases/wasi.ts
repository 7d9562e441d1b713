import { wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

function wasi(name: string, type: string, body: string): Uint8Array {
  return wat(`(module (import "wasi_snapshot_preview1" "${name}" (func $f ${type}))
    (memory (export "memory") 1) (func (export "process") (result i32) (local $i i32) (local $n i32) ${body}))`);
}

/** Calls with addresses at and past the end of memory; each has to answer EFAULT (21). */
const faults = (args: (address: number) => string): string =>
  [65_536, 65_535, -1, -4, 0x7fff_ffff]
    .map((address) => `(if (i32.ne (call $f ${args(address)}) (i32.const 21)) (then unreachable))`)
    .join("\n") + "(i32.const 0)";

export const cases: readonly HostileCase[] = [
  {
    name: "proc_exit(0)",
    source: wasi("proc_exit", "(param i32)", "(call $f (i32.const 0)) (i32.const 0)"),
    calls: [{ expected: ["answer "], times: 2 }],
  },
  {
    name: "proc_exit(1)",
    source: wasi("proc_exit", "(param i32)", "(call $f (i32.const 1)) (i32.const 0)"),
    calls: [{ expected: ["call PLUGIN_ERROR"], times: 2 }],
  },
  {
    name: "proc_exit(-1)",
    source: wasi("proc_exit", "(param i32)", "(call $f (i32.const -1)) (i32.const 0)"),
    calls: [{ expected: ["call PLUGIN_ERROR"], times: 2 }],
  },
  {
    name: "proc_exit in the start section",
    source: wat(`(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1) (func $start (call $exit (i32.const 0))) (start $start) (func (export "process")))`),
    refused: ["load TRAP"],
  },
  {
    name: "the host's environment variables and arguments",
    source: wasi(
      "environ_sizes_get",
      "(param i32 i32) (result i32)",
      "(drop (call $f (i32.const 8) (i32.const 16))) (i32.or (i32.load (i32.const 8)) (i32.load (i32.const 16)))",
    ),
  },
  {
    name: "files that may have been opened for it",
    source: wasi(
      "fd_prestat_get",
      "(param i32 i32) (result i32)",
      `
      (loop $again
        (if (i32.ne (call $f (local.get $i) (i32.const 0)) (i32.const 8)) (then unreachable))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $i) (i32.const 1000)))) (i32.const 0)`,
    ),
  },
  {
    name: "reads of standard input",
    source: wasi(
      "fd_read",
      "(param i32 i32 i32 i32) (result i32)",
      `
      (drop (call $f (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16))) (i32.load (i32.const 16))`,
    ),
  },
  {
    name: "random bytes at wrong addresses",
    source: wasi(
      "random_get",
      "(param i32 i32) (result i32)",
      faults((address) => `(i32.const ${address}) (i32.const 64)`),
    ),
  },
  {
    name: "the time at wrong addresses",
    source: wasi(
      "clock_time_get",
      "(param i32 i64 i32) (result i32)",
      faults((address) => `(i32.const 0) (i64.const 0) (i32.const ${address})`),
    ),
  },
  {
    name: "output from wrong addresses",
    source: wasi(
      "fd_write",
      "(param i32 i32 i32 i32) (result i32)",
      faults((address) => `(i32.const 1) (i32.const ${address}) (i32.const 1) (i32.const 0)`),
    ),
  },
  {
    name: "random bytes of 4 GiB",
    source: wasi(
      "random_get",
      "(param i32 i32) (result i32)",
      "(i32.ne (call $f (i32.const 0) (i32.const -1)) (i32.const 21))",
    ),
  },
  {
    name: "a fine clock",
    source: wasi(
      "clock_res_get",
      "(param i32 i32) (result i32)",
      `(drop (call $f (i32.const 1) (i32.const 8)))
      (i64.lt_u (i64.load (i32.const 8)) (i64.const 1000000))`,
    ),
  },
  {
    name: "a fine clock, by its readings",
    source: wasi(
      "clock_time_get",
      "(param i32 i64 i32) (result i32)",
      `
      (loop $again
        (drop (call $f (i32.and (local.get $i) (i32.const 1)) (i64.const 0) (i32.const 8)))
        (if (i64.ne (i64.rem_u (i64.load (i32.const 8)) (i64.const 1000000)) (i64.const 0)) (then unreachable))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $i) (i32.const 5000)))) (i32.const 0)`,
    ),
    calls: [{ expected: ["answer "], deadline: 5_000 }],
  },
  {
    name: "clocks of the processor's time",
    source: wasi(
      "clock_time_get",
      "(param i32 i64 i32) (result i32)",
      `
      (i32.or (i32.ne (call $f (i32.const 2) (i64.const 0) (i32.const 8)) (i32.const 28))
        (i32.ne (call $f (i32.const 3) (i64.const 0) (i32.const 8)) (i32.const 28)))`,
    ),
  },
];
