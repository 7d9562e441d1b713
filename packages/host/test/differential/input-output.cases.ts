import { guest, noBlock, processing, reporting } from "../support/reporting-guest.ts";
import { ok, type Case } from "./case.ts";
import { because } from "./reasons.ts";
import { everyByte, mebibyte } from "./samples.ts";

/** Sets a block with these bytes as the output: from `offset` on, `length` bytes. */
const outputOf = (text: string, offset: number, length: number): Uint8Array =>
  processing(
    ({ block }) =>
      `(call $output_set (i64.add ${block(text)} (i64.const ${offset})) (i64.const ${length})) (i32.const 0)`,
  );

const echo = processing(`(call $output_set (call $input_offset) (call $input_length)) (i32.const 0)`);

/** `input_*` and `output_set`. */
export const inputOutputCases: readonly Case[] = [
  {
    name: "input_length, input_load_u8",
    guest: reporting(`(call $say_i64 (call $input_length)) (call $say_i32 (call $input_load_u8 (i64.const 0)))
      (call $say_i32 (call $input_load_u8 (i64.const 2)))`),
    calls: [
      ["process", "abc"],
      ["process", Uint8Array.of(255, 0, 128)],
    ],
    same: ["ok: 3 97 99", "ok: 3 255 128"],
  },
  {
    name: "input_load_u64: little-endian, at any alignment",
    guest: reporting(
      `(call $say_i64 (call $input_load_u64 (i64.const 0))) (call $say_i64 (call $input_load_u64 (i64.const 1)))`,
    ),
    calls: [["process", Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 255)]],
    same: ["ok: 1 -72057594037927936"],
  },
  {
    name: "input: none",
    guest: reporting(`(call $say_i64 (call $input_length))`),
    same: ["ok: 0"],
  },
  {
    name: "input: characters of 2, 3 and 4 bytes",
    guest: reporting(`(call $say_i64 (call $input_length)) (call $say_block (call $input_block))`),
    calls: [["process", "ação €🩺"]],
    same: ["ok: 14 ação €🩺"],
  },
  {
    name: "input: a JSON value",
    guest: echo,
    calls: [["process", { patient: "p1", doses: [1, 2.5, null] }]],
    same: [`ok: {"patient":"p1","doses":[1,2.5,null]}`],
  },
  {
    name: "input: every call has its own",
    guest: echo,
    calls: [["process", "a longer input"], ["process", "short"], ["process"], ["process", "last"]],
    same: ["ok: a longer input", "ok: short", "ok", "ok: last"],
  },
  {
    name: "input_load_u8: past the end",
    guest: reporting(`(call $say_i32 (call $input_load_u8 (i64.const 3)))`),
    calls: [["process", "abc"]],
    differs: { vial: ["ok: 0"], extism: ["TRAP"], why: because.zerosAfterInput },
  },
  {
    name: "input_load_u64: across the end",
    guest: reporting(`(call $say_i64 (call $input_load_u64 (i64.const 1)))`),
    calls: [["process", "12345678"]],
    differs: { vial: ["ok: 0"], extism: ["TRAP"], why: because.zerosAfterInput },
  },
  {
    name: "input_offset: the input is a block",
    guest: reporting(`(call $say_block (call $input_offset))`),
    calls: [["process", "abc"]],
    same: ["ok: abc"],
  },
  {
    name: "input_offset: there is no input",
    guest: reporting(`(call $say_i32 (i64.eqz (call $input_offset)))`),
    differs: {
      vial: ["ok: 1"],
      extism: ["ok: 0"],
      why: because.emptyIsZero,
    },
  },
  {
    name: "input: can be written to",
    guest: reporting(
      `(call $store_u8 (call $input_offset) (i32.const 0x41)) (call $say_i32 (call $input_load_u8 (i64.const 0)))`,
    ),
    calls: [["process", "abc"]],
    same: ["ok: 65"],
  },
  {
    name: "output_set: the input's own block",
    guest: echo,
    calls: [
      ["process", everyByte],
      ["process", mebibyte],
    ],
    same: [ok(everyByte), ok(mebibyte)],
  },
  {
    name: "output_set: a copy of 1 MiB",
    guest: processing(`(call $output_set (call $input_block) (call $input_length)) (i32.const 0)`),
    calls: [["process", mebibyte]],
    same: [ok(mebibyte)],
  },
  { name: "output_set: never", guest: processing(`(i32.const 0)`), same: ["ok"] },
  {
    name: "output_set: the last one counts",
    guest: processing(
      ({ block }) =>
        `(call $output_set ${block("first")} (i64.const 5)) (call $output_set ${block("second")} (i64.const 6)) (i32.const 0)`,
    ),
    same: ["ok: second"],
  },
  {
    name: "output_set: less than the block",
    guest: outputOf("hello", 0, 2),
    differs: {
      vial: ["ok: he"],
      extism: ["ok: hello"],
      why: because.outputIsPart,
    },
  },
  {
    name: "output_set: from inside the block",
    guest: outputOf("hello", 1, 3),
    differs: {
      vial: ["ok: ell"],
      extism: ["ok: hello"],
      why: because.outputIsPart,
    },
  },
  {
    name: "output_set: no bytes of a block",
    guest: outputOf("hello", 0, 0),
    differs: {
      vial: ["ok"],
      extism: ["ok: hello"],
      why: because.outputIsPart,
    },
  },
  {
    name: "output_set: nothing at address 0",
    guest: processing(`(call $output_set (i64.const 0) (i64.const 0)) (i32.const 0)`),
    differs: { vial: ["ok"], extism: ["ok: <00>"], why: because.zeroIsNoBlock },
  },
  {
    name: "output_set: a little more than the block",
    guest: outputOf("hello", 0, 6),
    differs: {
      vial: ["ok: <68656c6c6f00>"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: "an output is bounded by the blocks together, in the SDK by its own",
    },
  },
  {
    name: "output_set: much more than the block",
    guest: outputOf("hello", 0, 1_000),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: because.outputOutside,
    },
  },
  {
    name: "output_set: an address that no block has",
    guest: processing(`(call $output_set ${noBlock} (i64.const 1)) (i32.const 0)`),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: because.outputOutside,
    },
  },
  {
    name: "output_set: mended after an address that no block has",
    guest: reporting(`(call $output_set ${noBlock} (i64.const 1)) (call $say_i32 (i32.const 1))`),
    differs: {
      vial: ["ok: 1"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: "the last output counts; the SDK throws at the first that is wrong",
    },
  },
  {
    name: "output_set: a block that is freed afterwards",
    guest: processing(
      ({ block }) =>
        `(local.set $h ${block("hello")}) (call $output_set (local.get $h) (i64.const 5)) (call $free (local.get $h)) (i32.const 0)`,
    ),
    differs: {
      vial: ["ok: hello"],
      extism: ["ok"],
      why: "a block's bytes stay until the next one takes their place",
    },
  },
  {
    name: "output: more than limits.outputBytes",
    guest: echo,
    load: { limits: { outputBytes: 4 } },
    calls: [
      ["process", "12345"],
      ["process", "1234"],
    ],
    same: ["OUTPUT_TOO_LARGE", "ok: 1234"],
  },
  {
    name: "exports share one module",
    guest: guest(`(func (export "one") (result i32) (call $say_i32 (i32.const 1)) (call $answer))
      (func (export "two") (result i32) (call $say_i32 (i32.const 2)) (call $answer))`),
    calls: [["two"], ["one"], ["three"], ["memory"]],
    same: ["ok: 2", "ok: 1", "EXPORT_MISSING", "EXPORT_MISSING"],
  },
];
