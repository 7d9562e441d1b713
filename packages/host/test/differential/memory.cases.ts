import { guest, noBlock, processing, reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import { failsToLoad, ok, type Case } from "./case.ts";
import { because } from "./reasons.ts";
import { everyByte } from "./samples.ts";

/** `alloc`, `free`, `length`, `load_*`, `store_*`. */
export const memoryCases: readonly Case[] = [
  {
    name: "alloc: a block has the length asked for",
    guest: reporting(`(call $say_i64 (call $length (call $alloc (i64.const 5))))`),
    same: ["ok: 5"],
  },
  {
    name: "alloc: a new block is zeros",
    guest: reporting(`(local.set $h (call $alloc (i64.const 16)))
      (call $say_i64 (call $load_u64 (local.get $h)))
      (call $say_i64 (call $load_u64 (i64.add (local.get $h) (i64.const 8))))`),
    same: ["ok: 0 0"],
  },
  {
    name: "alloc: blocks do not overlap",
    guest: reporting(`(local.set $h (call $alloc (i64.const 8))) (local.set $k (call $alloc (i64.const 8)))
      (call $store_u64 (local.get $h) (i64.const 1)) (call $store_u64 (local.get $k) (i64.const 2))
      (call $say_i64 (call $load_u64 (local.get $h))) (call $say_i64 (call $load_u64 (local.get $k)))`),
    same: ["ok: 1 2"],
  },
  {
    name: "alloc: 10,000 blocks",
    guest: reporting(`(loop $next
        (call $store_u64 (call $alloc (i64.const 8)) (local.get $k))
        (local.set $k (i64.add (local.get $k) (i64.const 1)))
        (br_if $next (i64.lt_u (local.get $k) (i64.const 10000))))
      (call $say_i64 (local.get $k))`),
    same: ["ok: 10000"],
  },
  {
    name: "alloc: 0 bytes",
    guest: reporting(`(local.set $h (call $alloc (i64.const 0)))
      (call $say_i32 (i64.eqz (local.get $h))) (call $say_i64 (call $length (local.get $h)))`),
    differs: {
      vial: ["ok: 1 0"],
      extism: ["ok: 0 0"],
      why: because.emptyIsZero,
    },
  },
  {
    name: "alloc: more than there is address space for",
    guest: reporting(`(call $say_i64 (call $alloc (i64.const 0x10000000000)))`),
    notInWorker: "running out of memory ends the process",
    differs: {
      vial: ["ok: 0"],
      extism: ["TRAP"],
      why: because.nothingLeftIsZero,
    },
  },
  {
    name: "alloc: a negative length",
    guest: reporting(`(call $say_i64 (call $alloc (i64.const -1)))`),
    differs: {
      vial: ["ok: 0"],
      extism: ["TRAP"],
      why: because.nothingLeftIsZero,
    },
  },
  {
    name: "alloc: more than limits.memoryBytes",
    guest: reporting(`(call $say_i32 (i64.eqz (call $alloc (i64.const 0x200000))))`),
    load: { limits: { memoryBytes: 0x100000 } },
    differs: {
      vial: ["ok: 1"],
      extism: ["ok: 0"],
      why: "blocks count as the plugin's memory, in the SDK they are the host's",
    },
  },
  {
    name: "free: the block is gone",
    guest: reporting(`(local.set $h (call $alloc (i64.const 5))) (call $free (local.get $h))
      (call $say_i64 (call $length (local.get $h)))`),
    same: ["ok: 0"],
  },
  {
    name: "free: twice, of 0, and of what is no block",
    guest: reporting(`(local.set $h (call $alloc (i64.const 5)))
      (call $free (local.get $h)) (call $free (local.get $h)) (call $free (i64.const 0)) (call $free ${noBlock})
      (call $say_i64 (call $length (call $alloc (i64.const 7))))`),
    same: ["ok: 7"],
  },
  {
    name: "free: what a freed block held, seen in the next one",
    guest:
      reporting(`(local.set $h (call $alloc (i64.const 8))) (call $store_u64 (local.get $h) (i64.const 7))
      (call $free (local.get $h)) (call $say_i64 (call $load_u64 (call $alloc (i64.const 8))))`),
    same: ["ok: 0"],
  },
  {
    name: "free: of the input",
    guest: reporting(`(call $free (call $input_offset)) (call $say_i64 (call $input_length))`),
    calls: [["process", "abc"]],
    same: ["ok: 0"],
  },
  {
    name: "length: of 0",
    guest: reporting(`(call $say_i64 (call $length (i64.const 0)))`),
    differs: { vial: ["ok: 0"], extism: ["ok: 1"], why: because.zeroIsNoBlock },
  },
  {
    name: "length: of an address that no block has",
    guest: reporting(
      `(call $say_i64 (call $length ${noBlock})) (call $say_i64 (call $length (i64.const -16)))`,
    ),
    same: ["ok: 0 0"],
  },
  {
    name: "length: of an address inside a block",
    guest: reporting(`(call $say_i64 (call $length (i64.add (call $alloc (i64.const 40)) (i64.const 16))))`),
    differs: {
      vial: ["ok: 0"],
      extism: ["ok: 40"],
      why: because.handleIsAddress,
    },
  },
  {
    name: "length_unsafe: of a block",
    guest: reporting(`(call $say_i64 (call $length_unsafe (call $alloc (i64.const 5))))`),
    same: ["ok: 5"],
  },
  {
    name: "length_unsafe: of what is no block",
    guest: reporting(`(call $say_i64 (call $length_unsafe ${noBlock}))`),
    same: ["ok: 0"],
  },
  {
    name: "load_u8, store_u8: every byte",
    guest: processing(({ block }) => `(call $output_set ${block(everyByte)} (i64.const 256)) (i32.const 0)`),
    same: [ok(everyByte)],
  },
  {
    name: "store_u8: takes the low 8 bits",
    guest: reporting(`(local.set $h (call $alloc (i64.const 2)))
      (call $store_u8 (local.get $h) (i32.const 0x1234)) (call $store_u8 (i64.add (local.get $h) (i64.const 1)) (i32.const -1))
      (call $say_i32 (call $load_u8 (local.get $h)))
      (call $say_i32 (call $load_u8 (i64.add (local.get $h) (i64.const 1))))`),
    same: ["ok: 52 255"],
  },
  {
    name: "load_u64, store_u64: little-endian",
    guest: reporting(`(local.set $h (call $alloc (i64.const 8)))
      (call $store_u64 (local.get $h) (i64.const 0x4142434445464748)) (call $say_block (local.get $h))
      (call $say_i64 (call $load_u64 (local.get $h)))`),
    same: ["ok: HGFEDCBA 4702394921427289928"],
  },
  {
    name: "load_u64, store_u64: at any alignment, the sign bit set",
    guest: reporting(`(local.set $h (i64.add (call $alloc (i64.const 16)) (i64.const 3)))
      (call $store_u64 (local.get $h) (i64.const -2)) (call $say_i64 (call $load_u64 (local.get $h)))`),
    same: ["ok: -2"],
  },
  {
    name: "load_u8: past the end of a block",
    guest: reporting(`(call $say_i32 (call $load_u8 (i64.add (call $alloc (i64.const 1)) (i64.const 1))))`),
    differs: {
      vial: ["ok: 0"],
      extism: ["TRAP"],
      why: because.boundedByMemory,
    },
  },
  {
    name: "load_u64: across the end of a block",
    guest: reporting(`(call $say_i64 (call $load_u64 (call $alloc (i64.const 7))))`),
    differs: {
      vial: ["ok: 0"],
      extism: ["TRAP"],
      why: because.boundedByMemory,
    },
  },
  {
    name: "store_u8: past the end of a block",
    guest: reporting(`(call $store_u8 (i64.add (call $alloc (i64.const 1)) (i64.const 1)) (i32.const 7))`),
    differs: {
      vial: ["ok"],
      extism: ["TRAP"],
      why: because.boundedByMemory,
    },
  },
  {
    name: "store_u64: across the end of a block",
    guest: reporting(`(call $store_u64 (call $alloc (i64.const 7)) (i64.const 7))`),
    differs: {
      vial: ["ok"],
      extism: ["TRAP"],
      why: because.boundedByMemory,
    },
  },
  {
    name: "load_u8: at an address that no block has",
    guest: reporting(`(call $say_i32 (call $load_u8 ${noBlock}))`),
    same: ["ok: 0"],
  },
  {
    name: "load_u64: at an address that no block has",
    guest: reporting(`(call $say_i64 (call $load_u64 ${noBlock}))`),
    differs: {
      vial: ["ok: 0"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: "there is nothing but 0; the SDK answers with undefined, which is no i64",
    },
  },
  {
    name: "store_u8, store_u64: at an address that no block has",
    guest: reporting(`(call $store_u8 ${noBlock} (i32.const 7)) (call $store_u64 ${noBlock} (i64.const 7))`),
    same: ["ok"],
  },
  {
    name: "store_u8: at address 0",
    guest: reporting(
      `(call $store_u8 (i64.const 0) (i32.const 7)) (call $say_i32 (call $load_u8 (i64.const 0)))`,
    ),
    differs: { vial: ["ok: 0"], extism: ["ok: 7"], why: because.zeroIsNoBlock },
  },
  {
    name: "a block of an earlier call is gone",
    guest: guest(`(global $kept (mut i64) (i64.const 0))
      (func (export "keep") (result i32) (global.set $kept (call $alloc (i64.const 5))) (call $answer))
      (func (export "look") (result i32) (call $say_i64 (call $length (global.get $kept))) (call $answer))`),
    calls: [["keep"], ["look"]],
    same: ["ok", "ok: 0"],
  },
  {
    name: "memory_bytes, output_offset, output_length: the kernel's own exports",
    guest: wat(`(module
      (import "extism:host/env" "memory_bytes" (func $memory_bytes (result i64)))
      (import "extism:host/env" "output_offset" (func $output_offset (result i64)))
      (import "extism:host/env" "output_length" (func $output_length (result i64)))
      (func (export "process") (result i32)
        (i32.eqz (i64.gt_u (call $memory_bytes) (i64.add (call $output_offset) (call $output_length))))))`),
    notInWorker: failsToLoad,
    differs: {
      vial: ["ok"],
      extism: ["load: IMPORT_UNRESOLVED"],
      why: "libextism's kernel exports them, the SDK has none",
    },
  },
];
