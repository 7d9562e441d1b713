import { setTimeout as sleep } from "node:timers/promises";
import { asyncHostFunction, type HostFunction, type HostFunctions } from "@vial/host";
import { processing } from "../../support/reporting-guest.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCase, Stage } from "../hostile-case.ts";

const imported = `(import "extism:host/user" "ask" (func $ask (param i64) (result i64)))`;

/** Calls the host function once and answers with the input. */
const asking = processing(
  `(drop (call $ask (call $input_block))) (call $output_set (call $input_block) (call $input_length)) (i32.const 0)`,
  imported,
);

/** Calls it so many times. */
function askingTimes(times: number): Uint8Array {
  return wat(`(module ${imported} (memory 1)
    (func (export "process") (result i32) (local $i i32)
      (loop $again
        (drop (call $ask (i64.extend_i32_u (local.get $i))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $i) (i32.const ${times}))))
      (i32.const 0)))`);
}

const host = (ask: HostFunction) => (): HostFunctions => ({ "extism:host/user": { ask } });
const never = asyncHostFunction(() => new Promise<bigint>(() => {}));

/** Calls the plugin that is calling. */
const again = ({ plugins }: Stage): HostFunctions => ({
  "extism:host/user": {
    ask: async () => {
      await plugins.execute("hostile", "again", { deadline: 150 });
      return 0n;
    },
  },
});

/** The same without end: each call waits for the one within it, as long as its own deadline lets it. */
const withoutEnd = ({ plugins }: Stage): HostFunctions => ({
  "extism:host/user": {
    ask: asyncHostFunction(async () => {
      await plugins.execute("hostile", "again", { deadline: 400 });
      return 0n;
    }),
  },
});

export const cases: readonly HostileCase[] = [
  {
    name: "a host function that throws, with the patient's data in its error",
    source: asking,
    functions: ({ marker }) => ({
      "extism:host/user": {
        ask: (context, handle) => {
          throw new Error(context.text(BigInt(handle!)) === marker ? "as it was given" : "something else");
        },
      },
    }),
    calls: [{ expected: ["call HOST_FUNCTION_FAILED"], times: 3 }],
  },
  {
    name: "a host function that throws no error at all",
    source: asking,
    functions: host(() => {
      // oxlint-disable-next-line no-throw-literal
      throw undefined;
    }),
    calls: [{ expected: ["call HOST_FUNCTION_FAILED"], times: 2 }],
  },
  {
    name: "a host function that rejects",
    source: asking,
    functions: host(async () => Promise.reject(new Error("no"))),
    calls: [{ expected: ["call HOST_FUNCTION_FAILED"], times: 2 }],
  },
  {
    name: "a host function that rejects after the deadline",
    source: asking,
    functions: host(async () => {
      await sleep(400);
      throw new Error("too late");
    }),
    calls: [{ expected: ["call DEADLINE_EXCEEDED"], times: 2, deadline: 100 }],
    check: async () => {
      await sleep(500);
      return undefined;
    },
  },
  {
    name: "a host function that never answers",
    source: asking,
    functions: host(never),
    calls: [{ expected: ["call DEADLINE_EXCEEDED"], times: 2 }],
  },
  {
    name: "a host function that answers after the deadline, and the next call",
    source: asking,
    functions: (stage) => ({
      "extism:host/user": {
        ask: async () => {
          if (++stage.count === 1) await sleep(300);
          return 0n;
        },
      },
    }),
    calls: [
      { input: "first patient", expected: ["call DEADLINE_EXCEEDED"], deadline: 100 },
      { input: "second patient", expected: ["answer second patient"], deadline: 2_000, times: 5 },
    ],
  },
  {
    name: "a host function that never answers, in the start section",
    source: wat(`(module ${imported} (memory 1) (func $start (drop (call $ask (i64.const 0)))) (start $start)
      (func (export "process")))`),
    functions: host(never),
    options: { limits: { startMs: 250 } },
    // A start section cannot be suspended on this thread: V8 traps it.
    refused: ["load DEADLINE_EXCEEDED", "load TRAP", "load HOST_FUNCTION_FAILED"],
  },
  {
    name: "a host function that never answers, in _initialize",
    source: wat(`(module ${imported} (memory 1) (func (export "_initialize") (drop (call $ask (i64.const 0))))
      (func (export "process")))`),
    functions: host(never),
    options: { limits: { startMs: 250 } },
    refused: ["load DEADLINE_EXCEEDED"],
  },
  {
    name: "a host function that answers with another type",
    source: asking,
    functions: host(() => "0" as unknown as bigint),
    calls: [{ expected: ["call HOST_FUNCTION_FAILED"], times: 2 }],
  },
  {
    name: "a host function that returns a promise and did not say so",
    source: asking,
    functions: host(() => Promise.reject(new Error("nobody waits for this"))),
    calls: [{ expected: ["call HOST_FUNCTION_FAILED"], times: 2 }],
  },
  {
    name: "a host function that calls the plugin that called it",
    source: asking,
    functions: again,
    calls: [{ expected: ["call HOST_FUNCTION_FAILED", "call DEADLINE_EXCEEDED"], deadline: 1_000 }],
  },
  {
    name: "a host function that calls the plugin that called it, which calls it, without end",
    source: asking,
    functions: withoutEnd,
    options: { concurrency: 4 },
    calls: [{ expected: ["call HOST_FUNCTION_FAILED", "call DEADLINE_EXCEEDED"], deadline: 2_000, times: 2 }],
  },
  {
    name: "a host function that unloads the plugin that called it",
    source: asking,
    functions: (stage) => ({
      "extism:host/user": {
        ask: () => {
          void stage.plugins.unload("hostile");
          return 0n;
        },
      },
    }),
    calls: [{ input: "mine", expected: ["answer mine"] }],
  },
  {
    name: "100,000 calls of a host function",
    source: askingTimes(100_000),
    functions: host(() => 0n),
    calls: [{ expected: ["answer ", "call DEADLINE_EXCEEDED"], deadline: 2_000 }],
  },
  {
    name: "ten million calls of a host function",
    source: askingTimes(10_000_000),
    functions: host(() => 0n),
    calls: [{ expected: ["answer ", "call DEADLINE_EXCEEDED"], deadline: 500 }],
    notStoppedInline: "an endless loop",
  },
  {
    name: "ten million calls of an asynchronous host function",
    source: askingTimes(10_000_000),
    functions: host(async () => 0n),
    calls: [{ expected: ["call DEADLINE_EXCEEDED"], deadline: 500 }],
    notStoppedInline: "an endless loop",
  },
  {
    name: "ten million reads of an input that is not there",
    source: processing(`(local.set $h (i64.const 10000000))
      (loop $again
        (drop (call $input_load_u8 (local.get $h)))
        (local.set $h (i64.sub (local.get $h) (i64.const 1)))
        (br_if $again (i64.ne (local.get $h) (i64.const 0))))
      (i32.const 0)`),
    calls: [{ expected: ["answer "], deadline: 10_000 }],
  },
  {
    name: "handles that are no blocks, to every host function",
    source: processing(
      [
        "(call $free (i64.const -1))",
        "(drop (call $length (i64.const 0x7fffffffffffffff)))",
        "(call $error_set (i64.const 77))",
        "(call $log_info (i64.const 99999))",
      ].join("\n") + "(drop (call $config_get (i64.const 123456))) (i32.const 0)",
    ),
    calls: [{ expected: ["call ABI_VIOLATION"], times: 2 }],
  },
  {
    name: "a host function that is asked for a forged handle",
    source: processing("(drop (call $ask (i64.const -8))) (i32.const 0)", imported),
    functions: host((context, handle) => (context.bytes(BigInt(handle!)) === null ? 0n : 1n)),
  },
];
