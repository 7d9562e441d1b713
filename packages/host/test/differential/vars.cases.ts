import { guest, noBlock, processing, reporting } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";
import { everyByte } from "./samples.ts";

/** `set` and `get` of the variable `dose`; `set` takes the input as the value, `remove` passes 0, `empty` no bytes. */
const dose = guest(
  ({ block }) => `
  (func (export "set") (result i32) (call $var_set ${block("dose")} (call $input_block)) (call $answer))
  (func (export "remove") (result i32) (call $var_set ${block("dose")} (i64.const 0)) (call $answer))
  (func (export "empty") (result i32) (call $var_set ${block("dose")} (call $alloc (i64.const 0))) (call $answer))
  (func (export "get") (result i32) (local $h i64)
    (local.set $h (call $var_get ${block("dose")}))
    (call $say_i32 (i64.ne (local.get $h) (i64.const 0))) (call $say_block (local.get $h)) (call $answer))`,
);

/** Sets two variables whose names are given and says both. */
const two = (first: string | Uint8Array, second: string | Uint8Array): Uint8Array =>
  reporting(
    ({
      block,
    }) => `(call $var_set ${block(first)} ${block("1")}) (call $var_set ${block(second)} ${block("2")})
      (call $say_block (call $var_get ${block(first)})) (call $say_block (call $var_get ${block(second)}))`,
  );

const full = "var memory limit exceeded: 200 bytes requested, 100 allowed";

/** `var_get`, `var_set`. */
export const varCases: readonly Case[] = [
  { name: "var_get: not set", guest: dose, calls: [["get"]], same: ["ok: 0 "] },
  {
    name: "var_set: set, read, replaced",
    guest: dose,
    calls: [["set", "5 mg"], ["get"], ["set", "10 mg"], ["get"], ["get"]],
    same: ["ok", "ok: 1 5 mg", "ok", "ok: 1 10 mg", "ok: 1 10 mg"],
  },
  {
    name: "var_set: 0 removes",
    guest: dose,
    calls: [["set", "5 mg"], ["remove"], ["get"], ["remove"], ["set", "6 mg"], ["get"]],
    same: ["ok", "ok", "ok: 0 ", "ok", "ok", "ok: 1 6 mg"],
  },
  {
    name: "var_set: a block of 0 bytes",
    guest: dose,
    calls: [["set", "5 mg"], ["empty"], ["get"]],
    differs: {
      vial: ["ok", "ok", "ok: 0 "],
      extism: ["ok", "ok", "ok: 1 "],
      why: "0 bytes are the handle 0, which removes the variable; in the SDK an empty value",
    },
  },
  {
    name: "var_set: any bytes",
    guest: processing(
      ({
        block,
      }) => `(call $var_set ${block("bytes")} ${block(everyByte)}) (local.set $h (call $var_get ${block("bytes")}))
        (call $output_set (local.get $h) (call $length (local.get $h))) (i32.const 0)`,
    ),
    same: [`ok: <${Buffer.from(everyByte).toString("hex")}>`],
  },
  { name: "names: told apart by every byte", guest: two("dose", "dosé"), same: ["ok: 1 2"] },
  { name: "names: of object properties", guest: two("__proto__", "constructor"), same: ["ok: 1 2"] },
  { name: "names: empty", guest: two("", "a"), same: ["ok: 1 2"] },
  {
    name: "names: not UTF-8",
    guest: two(Uint8Array.of(0xff), Uint8Array.of(0xfe)),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["ok: 2 2"],
      why: because.utf8,
    },
  },
  {
    name: "var_get: each call gives a block of its own",
    guest: reporting(
      ({ block }) => `(call $var_set ${block("a")} ${block("5 mg")})
        (call $store_u8 (call $var_get ${block("a")}) (i32.const 0x39)) (call $say_block (call $var_get ${block("a")}))`,
    ),
    differs: {
      vial: ["ok: 5 mg"],
      extism: ["ok: 9 mg"],
      extismThread: ["ok: 5 mg"],
      why: "in the SDK's foreground the block is the variable itself",
    },
  },
  {
    name: "var_set: the value is a copy",
    guest: reporting(
      ({ block }) => `(local.set $h ${block("5 mg")}) (call $var_set ${block("a")} (local.get $h))
        (call $store_u8 (local.get $h) (i32.const 0x39)) (call $say_block (call $var_get ${block("a")}))`,
    ),
    same: ["ok: 5 mg"],
  },
  {
    name: "var_get: takes over the name's block",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("a")}) (drop (call $var_get (local.get $h))) (call $say_i64 (call $length (local.get $h)))`,
    ),
    same: ["ok: 0"],
  },
  {
    name: "var_set: takes over both blocks",
    guest: reporting(
      ({
        block,
      }) => `(local.set $h ${block("a")}) (local.set $k ${block("5 mg")}) (call $var_set (local.get $h) (local.get $k))
        (call $say_i64 (call $length (local.get $h))) (call $say_i64 (call $length (local.get $k)))`,
    ),
    differs: {
      vial: ["ok: 0 0"],
      extism: ["ok: 1 4"],
      why: because.takesOver,
    },
  },
  {
    name: "var_get: a name that is no block",
    guest: reporting(`(call $say_i64 (call $var_get ${noBlock}))`),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["ok: 0"],
      why: because.notABlock,
    },
  },
  {
    name: "var_set: a name that is no block",
    guest: reporting(({ block }) => `(call $var_set ${noBlock} ${block("5 mg")})`),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: [
        `log error: attempted to set variable using invalid key address (addr="10000000000000H")`,
        "ok",
      ],
      why: because.notABlock,
    },
  },
  {
    name: "var_set: a value that is no block",
    guest: reporting(
      ({ block }) => `(call $var_set ${block("a")} ${noBlock}) (call $say_i64 (call $var_get ${block("a")}))`,
    ),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: [
        `log error: attempted to set variable to invalid address (key="a"; addr="10000000000000H")`,
        "ok: 0",
      ],
      why: because.notABlock,
    },
  },
  {
    name: "var_set: more than limits.varBytes",
    guest: dose,
    load: { limits: { varBytes: 100 } },
    calls: [["set", "5 mg"], ["set", "x".repeat(200)], ["get"]],
    differs: {
      vial: ["ok", "VARS_FULL", "ok: 0 "],
      extism: ["ok", `log error: ${full}`, `PLUGIN_ERROR: ${full}`, "ok: 1 5 mg"],
      extismThread: ["ok", `log error: ${full}`, "ok", "ok: 1 5 mg"],
      why: "the call fails at once and the plugin starts anew; the SDK sets an error, and none in its worker",
    },
  },
  {
    name: "var_set: limits.varBytes is 0",
    guest: dose,
    load: { limits: { varBytes: 0 } },
    calls: [["set", "5 mg"], ["get"]],
    differs: {
      vial: ["VARS_FULL", "ok: 0 "],
      extism: ["ok", "ok: 1 5 mg"],
      why: "0 means no variables, in the SDK no limit",
    },
  },
  {
    name: "fresh: a call sees no variables of an earlier one",
    guest: dose,
    load: { state: "fresh" },
    calls: [["set", "5 mg"], ["get"]],
    differs: { vial: ["ok", "ok: 0 "], extism: ["ok", "ok: 1 5 mg"], why: because.freshState },
  },
  {
    name: "variables are one plugin's own after a trap as well",
    guest: guest(
      ({
        block,
      }) => `(func (export "trap") (result i32) (call $var_set ${block("a")} ${block("5 mg")}) (unreachable))
        (func (export "get") (result i32) (call $say_block (call $var_get ${block("a")})) (call $answer))`,
    ),
    calls: [["trap"], ["get"]],
    differs: {
      vial: ["TRAP", "ok"],
      extism: ["TRAP", "ok: 5 mg"],
      why: because.startsAnew,
    },
  },
];
