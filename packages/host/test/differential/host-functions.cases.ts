import { reporting } from "../support/reporting-guest.ts";
import { failsToLoad, ok, type Case } from "./case.ts";
import { own, user } from "./host-function-guests.ts";

/** Host functions: their parameters and results, where they come from, what they know of the call. */
export const hostFunctionCases: readonly Case[] = [
  {
    name: "i32: parameters and result",
    guest: reporting(
      `(call $say_i32 (call $own (i32.const 40) (i32.const -2))) (call $say_i32 (call $own (i32.const 0x7fffffff) (i32.const 1)))`,
      own("(param i32 i32) (result i32)"),
    ),
    load: user({ own: (_, a, b) => Number(a) + Number(b) }),
    same: ["ok: 38 -2147483648"],
  },
  {
    name: "i64: past 2^53, and negative",
    guest: reporting(
      `(call $say_i64 (call $own (i64.const 0x7ffffffffffffffe))) (call $say_i64 (call $own (i64.const -2)))`,
      own("(param i64) (result i64)"),
    ),
    load: user({ own: (_, a) => (a as bigint) + 1n }),
    same: ["ok: 9223372036854775807 -1"],
  },
  {
    name: "i64: a result that wraps",
    guest: reporting(`(call $say_i64 (call $own))`, own("(result i64)")),
    load: user({ own: () => 2n ** 64n - 1n }),
    same: ["ok: -1"],
  },
  {
    name: "f64: parameters and result",
    guest: reporting(
      `(call $say_i64 (i64.reinterpret_f64 (call $own (f64.const 0.1) (f64.const 0.2))))`,
      own("(param f64 f64) (result f64)"),
    ),
    load: user({ own: (_, a, b) => Number(a) + Number(b) }),
    same: [ok(String(new BigInt64Array(Float64Array.of(0.1 + 0.2).buffer)[0]))],
  },
  {
    name: "f64: infinity, minus zero, not a number",
    guest: reporting(
      `(call $say_i64 (i64.reinterpret_f64 (call $own (f64.const -inf)))) (call $say_i64 (i64.reinterpret_f64 (call $own (f64.const -0))))
       (call $say_i32 (f64.ne (call $own (f64.const nan)) (f64.const 0)))`,
      own("(param f64) (result f64)"),
    ),
    load: user({ own: (_, a) => a! }),
    same: ["ok: -4503599627370496 -9223372036854775808 1"],
  },
  {
    name: "f32: a result is rounded",
    guest: reporting(
      `(call $say_i32 (i32.reinterpret_f32 (call $own (f32.const 0.5)))) (call $say_i32 (i32.reinterpret_f32 (call $own (f32.const 0.1))))`,
      own("(param f32) (result f32)"),
    ),
    load: user({ own: (_, a) => Number(a) * 3 }),
    same: [
      ok(
        [1.5, Math.fround(0.1) * 3]
          .map((value) => new Int32Array(Float32Array.of(value).buffer)[0])
          .join(" "),
      ),
    ],
  },
  {
    name: "twelve parameters of all types",
    guest: reporting(
      `(call $say_block (call $own
        (i32.const 1) (i64.const 2) (f32.const 3.5) (f64.const 4.25) (i32.const 5) (i64.const 6)
        (f32.const 7) (f64.const 8) (i32.const 9) (i64.const 10) (i32.const 11) (i64.const -12)))`,
      own("(param i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 i32 i64) (result i64)"),
    ),
    load: user({ own: (context, ...values) => context.store(values.join(" ")) }),
    same: ["ok: 1 2 3.5 4.25 5 6 7 8 9 10 11 -12"],
  },
  {
    name: "no parameters, no result",
    guest: reporting(`(call $own) (call $say_i32 (i32.const 1))`, own("")),
    load: user({ own: () => {} }),
    same: ["ok: 1"],
  },
  {
    name: "a hundred calls",
    guest: reporting(
      `(loop $next (local.set $h (call $own (local.get $h))) (br_if $next (i64.lt_u (local.get $h) (i64.const 100))))
       (call $say_i64 (local.get $h))`,
      own("(param i64) (result i64)"),
    ),
    load: user({ own: (_, count) => (count as bigint) + 1n }),
    same: ["ok: 100"],
  },
  {
    name: "hostContext: each call its own",
    guest: reporting(`(call $say_block (call $own))`, own("(result i64)")),
    load: user({
      own: (context) =>
        context.store(String((context.hostContext as { patient: string } | undefined)?.patient)),
    }),
    calls: [
      ["process", "", { hostContext: { patient: "p1" } }],
      ["process", "", { hostContext: { patient: "p2" } }],
      ["process"],
    ],
    same: ["ok: p1", "ok: p2", "ok: undefined"],
  },
  {
    name: "the plugin's name",
    guest: reporting(`(call $say_block (call $own))`, own("(result i64)")),
    load: user({ own: (context) => context.store(context.plugin) }),
    same: ["ok: the plugin's name"],
  },
  {
    name: "another namespace",
    guest: reporting(`(call $say_block (call $own))`, own("(result i64)", "find", "clinic:patients/v1")),
    load: { functions: { "clinic:patients/v1": { find: (context) => context.store("p1") } } },
    same: ["ok: p1"],
  },
  {
    name: "in place of a function of Extism's",
    guest: reporting(`(call $say_i32 (call $get_log_level))`),
    load: { functions: { "extism:host/env": { get_log_level: () => 77 } } },
    same: ["ok: 77"],
  },
  {
    name: "declared, not imported",
    guest: reporting(`(call $say_i32 (i32.const 1))`),
    load: user({ own: () => 1 }),
    same: ["ok: 1"],
  },
  {
    name: "imported, not declared",
    guest: reporting(`(call $own)`, own("")),
    load: user({ another: () => {} }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "imported from an object's own properties",
    guest: reporting(`(call $own)`, own("", "toString")),
    load: user({ another: () => {} }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
];
