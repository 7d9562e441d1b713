import { guest, noBlock, reporting } from "../support/reporting-guest.ts";
import { ok, type Case } from "./case.ts";
import { converse, own, shout, user } from "./host-function-guests.ts";
import { because } from "./reasons.ts";
import { everyByte } from "./samples.ts";

/** What host functions read from Extism's memory and put there. */
export const hostFunctionMemoryCases: readonly Case[] = [
  {
    name: "text in, text out",
    guest: converse,
    load: user({ own: shout }),
    calls: [["process", "ação"]],
    same: ["ok: ação!"],
  },
  {
    name: "bytes in, bytes out",
    guest: reporting(
      `(local.set $h (call $own (call $input_block))) (call $output_set (local.get $h) (call $length (local.get $h)))
       (return (i32.const 0))`,
      own("(param i64) (result i64)"),
    ),
    load: user({ own: (context, handle) => context.store(context.bytes(handle as bigint)!.toReversed()) }),
    calls: [["process", everyByte]],
    same: [ok(everyByte.toReversed())],
  },
  {
    name: "1 MiB in, 1 MiB out",
    guest: reporting(
      `(local.set $h (call $own (call $input_block))) (call $output_set (local.get $h) (call $length (local.get $h)))
       (return (i32.const 0))`,
      own("(param i64) (result i64)"),
    ),
    load: user({ own: (context, handle) => context.store(context.bytes(handle as bigint)!.fill(7, 0, 3)) }),
    calls: [["process", new Uint8Array(1 << 20)]],
    same: [ok(new Uint8Array(1 << 20).fill(7, 0, 3))],
  },
  {
    name: "what a host function reads is a copy",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("abc")}) (call $own (local.get $h)) (call $say_block (local.get $h))`,
      own("(param i64)"),
    ),
    load: user({ own: (context, handle) => void context.bytes(handle as bigint)!.fill(0x78) }),
    same: ["ok: abc"],
  },
  {
    name: "an empty value is the handle 0, both ways",
    guest: reporting(`(call $say_i64 (call $own (i64.const 0)))`, own("(param i64) (result i64)")),
    load: user({ own: (context, handle) => context.store(context.bytes(handle as bigint)!) }),
    same: ["ok: 0"],
  },
  {
    name: "what is no block is null",
    guest: reporting(`(call $say_block (call $own ${noBlock}))`, own("(param i64) (result i64)")),
    load: user({
      own: (context, handle) =>
        context.store(`${context.text(handle as bigint)} ${context.bytes(handle as bigint)}`),
    }),
    same: ["ok: null null"],
  },
  {
    name: "an address inside a block",
    guest: reporting(
      ({ block }) =>
        `(call $say_block (call $own (i64.add ${block("0123456789abcdefghij")} (i64.const 16))))`,
      own("(param i64) (result i64)"),
    ),
    load: user({ own: (context, handle) => context.store(String(context.text(handle as bigint))) }),
    differs: {
      vial: ["ok: null"],
      extism: ["ok: 0123456789abcdefghij"],
      why: because.handleIsAddress,
    },
  },
  {
    name: "free: the plugin's block is gone",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("abc")}) (call $own (local.get $h)) (call $say_i64 (call $length (local.get $h)))`,
      own("(param i64)"),
    ),
    load: user({ own: (context, handle) => context.free(handle as bigint) }),
    differs: { vial: ["ok: 0"], extism: ["ok: 3"], why: "the SDK lets no host function free a block" },
  },
  {
    name: "a handle that outlives its call",
    guest: guest(
      `(global $kept (mut i64) (i64.const 0))
       (func (export "keep") (result i32) (global.set $kept (call $own (i64.const 0))) (call $answer))
       (func (export "process") (result i32) (call $say_block (call $own (global.get $kept))) (call $answer))`,
      own("(param i64) (result i64)"),
    ),
    load: user({
      own: (context, handle) =>
        context.store(handle === 0n ? "kept" : String(context.text(handle as bigint))),
    }),
    calls: [["keep"], ["process"]],
    differs: {
      vial: ["ok", "ok: null"],
      extism: ["ok", "ok: null"],
      extismThread: ["ok", "ok: kept"],
      why: "the SDK's worker keeps the blocks of earlier calls",
    },
  },
];
