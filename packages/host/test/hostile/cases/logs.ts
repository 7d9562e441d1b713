import { processing } from "../../support/reporting-guest.ts";
import { env, wat } from "../../support/wat.ts";
import type { HostileCase, Stage } from "../hostile-case.ts";

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

function escaped({ logs }: Stage): string | undefined {
  if (logs.length === 0) return "nothing was logged";
  return logs.some((line) => control.test(line)) ? "a control character came through" : undefined;
}

function bounded({ logs }: Stage): string | undefined {
  const bytes = logs.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  return bytes > 80 * 1024 ? `${bytes} bytes were logged` : undefined;
}

const logging = (text: string): Uint8Array =>
  processing(({ block }) => `(call $log_info ${block(text)}) (i32.const 0)`);

export const cases: readonly HostileCase[] = [
  {
    name: "a forged line in the log",
    source: logging("done\n2026-03-09 ERROR billing: all records deleted"),
    check: escaped,
  },
  {
    name: "terminal commands in the log",
    source: logging("\u001b[2J\u001b]0;owned\u0007\u009b31m"),
    check: escaped,
  },
  {
    name: "line separators of Unicode in the log",
    source: logging("a\u2028b\u2029c\u0085d"),
    check: escaped,
  },
  {
    name: "carriage returns that hide what was logged",
    source: logging("admin deleted\rnothing to see"),
    check: escaped,
  },
  {
    name: "a log entry that is not UTF-8",
    source: processing(
      ({ block }) => `(call $log_info ${block(Uint8Array.of(0xff, 0xc0, 0x80, 0x0a))}) (i32.const 0)`,
    ),
    check: escaped,
  },
  {
    name: "a flood of log entries",
    source: processing(
      ({ block }) => `(local.set $k (i64.const 200000))
      (loop $again
        (call $log_info ${block("x".repeat(60))})
        (local.set $k (i64.sub (local.get $k) (i64.const 1)))
        (br_if $again (i64.ne (local.get $k) (i64.const 0)))) (i32.const 0)`,
    ),
    calls: [{ expected: ["answer ", "call DEADLINE_EXCEEDED"], deadline: 5_000 }],
    check: bounded,
  },
  {
    name: "65,000 empty log entries",
    source: processing(
      `(local.set $k (i64.const 65000))
      (loop $again
        (call $log_info (i64.const 0))
        (local.set $k (i64.sub (local.get $k) (i64.const 1)))
        (br_if $again (i64.ne (local.get $k) (i64.const 0)))) (i32.const 0)`,
    ),
    calls: [{ expected: ["answer "] }],
    check: ({ logs }) => (logs.length > 2_000 ? `${logs.length} entries were delivered` : undefined),
  },
  {
    name: "one log entry of 50 MB",
    source: processing("(call $log_info (call $alloc (i64.const 50000000))) (i32.const 0)"),
    calls: [{ expected: ["answer "], times: 2, deadline: 5_000 }],
    check: bounded,
  },
  {
    name: "a flood of standard output",
    source: wat(`(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 2)
      (func (export "process") (result i32) (local $i i32)
        (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 65536))
        (memory.fill (i32.const 1024) (i32.const 0x61) (i32.const 65536))
        (loop $again
          (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $i) (i32.const 2000))))
        (i32.const 0)))`),
    calls: [{ expected: ["answer "], deadline: 5_000 }],
    check: bounded,
  },
  {
    name: "standard output in eight thousand overlapping pieces",
    source: wat(`(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 4)
      (func (export "process") (result i32) (local $i i32)
        (loop $again
          (i32.store (i32.mul (local.get $i) (i32.const 8)) (i32.const 131072))
          (i32.store offset=4 (i32.mul (local.get $i) (i32.const 8)) (i32.const 131072))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $i) (i32.const 8000))))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 8000) (i32.const 65000)))
        (i32.const 0)))`),
    calls: [{ expected: ["answer "], deadline: 5_000 }],
    check: bounded,
  },
  {
    name: "entries below the level that is listened to",
    source: wat(`(module ${env("alloc", "log_trace")} (memory 1)
      (func (export "process") (result i32) (call $log_trace (call $alloc (i64.const 8))) (i32.const 0)))`),
    check: ({ logs }) => (logs.length > 0 ? "it was delivered" : undefined),
  },
];
