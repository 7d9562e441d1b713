import { setTimeout as sleep } from "node:timers/promises";
import { asyncHostFunction, type HostFunctions } from "@vial/host";
import { wat } from "../../support/wat.ts";
import type { HostileCall, HostileCase } from "../hostile-case.ts";

const endless = "an endless loop";
/** Far longer than the CPU time that these plugins get. */
const deadline = 60_000;
const limits = { cpuMs: 150, startMs: 10_000, compileMs: 10_000 };
const spent: readonly HostileCall[] = [{ expected: ["call CPU_LIMIT"], deadline, times: 2 }];

/** A module that may call `wait`, and counts down from `$n` in `$count`. */
function counting(body: string, fields = ""): Uint8Array {
  return wat(`(module
    (import "extism:host/user" "wait" (func $wait (param i64) (result i64)))
    (memory 1)
    (func $count (param $n i64)
      (loop $again
        (local.set $n (i64.sub (local.get $n) (i64.const 1)))
        (br_if $again (i64.ne (local.get $n) (i64.const 0)))))
    ${fields}
    (func (export "process") (result i32) (local $i i32) ${body} (i32.const 0)))`);
}

function waiting(ms: number): () => HostFunctions {
  const wait = asyncHostFunction(async () => {
    await sleep(ms);
    return 0n;
  });
  return () => ({ "extism:host/user": { wait } });
}

/** Hundreds of milliseconds on any machine. */
const long = "(call $count (i64.const 1000000000))";

export const cases: readonly HostileCase[] = [
  {
    name: "an endless loop with a minute left",
    source: counting("(call $count (i64.const -1))"),
    functions: waiting(0),
    options: { limits },
    calls: spent,
    notStoppedInline: endless,
  },
  {
    name: "a long computation with a minute left",
    source: counting(long),
    functions: waiting(0),
    options: { limits },
    calls: spent,
  },
  {
    name: "a long computation that ends in a trap",
    source: counting(`${long} unreachable`),
    functions: waiting(0),
    options: { limits },
    calls: spent,
  },
  {
    name: "a long computation in small pieces, with pauses in between",
    source: counting(`(loop $again
      (call $count (i64.const 20000000)) (drop (call $wait (i64.const 0)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 100))))`),
    functions: waiting(5),
    options: { limits },
    calls: spent,
  },
  {
    name: "a long computation when the plugin is started again",
    source: counting(
      "unreachable",
      `(func $start (if (i64.gt_u (call $wait (i64.const 0)) (i64.const 1)) (then (call $count (i64.const -1))))) (start $start)`,
    ),
    functions: (stage) => ({ "extism:host/user": { wait: () => BigInt(++stage.count) } }),
    options: { limits: { ...limits, startMs: 2_000 } },
    calls: [{ expected: ["call TRAP"] }, { expected: ["call CPU_LIMIT"], deadline }],
    notStoppedInline: endless,
  },
  {
    name: "a plugin that waits for the host for longer than it may compute",
    source: counting("(drop (call $wait (i64.const 0))) (drop (call $wait (i64.const 0)))"),
    functions: waiting(400),
    options: { limits },
    calls: [{ expected: ["answer "], deadline, times: 2 }],
  },
];
