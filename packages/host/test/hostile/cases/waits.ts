import { wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

export const cases: readonly HostileCase[] = [
  {
    name: "a sleep by WASI",
    source: wat(`(module
      (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (func (export "process") (result i32)
        (i64.store (i32.const 24) (i64.const 3600000000000))
        (if (i32.ne (call $poll (i32.const 0) (i32.const 512) (i32.const 1) (i32.const 600)) (i32.const 52)) (then unreachable))
        (i32.const 0)))`),
  },
  {
    name: "a loop that yields to the scheduler",
    source: wat(`(module
      (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
      (memory (export "memory") 1)
      (func (export "process") (result i32) (loop $again (drop (call $yield)) (br $again)) (i32.const 0)))`),
    calls: [{ expected: ["call DEADLINE_EXCEEDED"], times: 2 }],
    notStoppedInline: "an endless loop",
  },
];
