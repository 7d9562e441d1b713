import { processing } from "../../support/reporting-guest.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

/** A guest of the direct lane that says these addresses and lengths. */
function direct({ input = "(i32.const 1024)", address = 0, length = 0, pages = 1 }): Uint8Array {
  const packed = (BigInt(address) << 32n) | BigInt(length);
  return wat(`(module (memory (export "memory") ${pages})
    (func (export "vial_input") (param i32) (result i32) ${input})
    (func (export "vial_output") (result i64) (i64.const ${BigInt.asIntN(64, packed)}))
    (func (export "process") (result i32) (i32.const 0)))`);
}

const violation: HostileCase["calls"] = [{ expected: ["call ABI_VIOLATION"], times: 2 }];
const gib = 2 ** 30;

export const cases: readonly HostileCase[] = [
  { name: "an output of 1 GiB that is not there", source: direct({ length: gib }), calls: violation },
  {
    name: "an output of 4 GiB at the last address",
    source: direct({ address: 2 ** 32 - 1, length: 2 ** 32 - 1 }),
    calls: violation,
  },
  {
    name: "an output that wraps around the end of the address space",
    source: direct({ address: 2 ** 32 - 16, length: 32 }),
    calls: violation,
  },
  {
    name: "an output that ends a byte past the memory",
    source: direct({ address: 65_535, length: 2 }),
    calls: violation,
  },
  {
    name: "an output of 1 GiB that is there",
    source: direct({ length: gib, pages: 16_384 }),
    options: { limits: { memoryBytes: 2 * gib } },
    calls: [{ expected: ["call OUTPUT_TOO_LARGE"], times: 2, deadline: 5_000 }],
  },
  {
    name: "an output over the limit, a call of the kernel lane",
    source: processing(
      "(call $output_set (call $alloc (i64.const 20000000)) (i64.const 20000000)) (i32.const 0)",
    ),
    calls: [{ expected: ["call OUTPUT_TOO_LARGE"], times: 2, deadline: 2_000 }],
  },
  {
    name: "an input address outside the memory",
    source: direct({ input: "(i32.const 65535)" }),
    calls: violation,
  },
  { name: "an input address of -1", source: direct({ input: "(i32.const -1)" }), calls: violation },
  {
    name: "no room for the input",
    source: direct({ input: "(i32.const 0)" }),
    calls: [{ expected: ["call MEMORY_LIMIT"], times: 2 }],
  },
  {
    name: "a trap while the input is placed",
    source: direct({ input: "unreachable" }),
    calls: [{ expected: ["call TRAP"], times: 2 }],
  },
  {
    name: "a kernel output outside the blocks",
    source: processing("(call $output_set (i64.const 1048576) (i64.const 8)) (i32.const 0)"),
    calls: violation,
  },
  {
    name: "a kernel output of the kernel's own words",
    source: processing("(call $output_set (i64.const 0) (i64.const 64)) (i32.const 0)"),
    calls: violation,
  },
  {
    name: "a kernel output whose end wraps around",
    source: processing("(call $output_set (i64.const 256) (i64.const -1)) (i32.const 0)"),
    calls: violation,
  },
  {
    name: "writes over all of the exchange memory",
    source: processing(`(loop $again
        (call $store_u64 (local.get $h) (i64.const -1))
        (local.set $h (i64.add (local.get $h) (i64.const 1)))
        (br_if $again (i64.lt_u (local.get $h) (i64.const 200000))))
      (call $store_u64 (i64.const -4) (i64.const -1))
      (call $store_u8 (i64.const 0x100000000) (i32.const -1))
      (i32.const 0)`),
    calls: [{ expected: ["answer ", "call PLUGIN_ERROR", "call ABI_VIOLATION"], times: 2 }],
  },
  ...[1, -1, 2 ** 31 - 1].map((code): HostileCase => ({
    name: `a return code of ${code}`,
    source: wat(`(module (memory 1) (func (export "process") (result i32) (i32.const ${code})))`),
    calls: [{ expected: ["call PLUGIN_ERROR"], times: 2 }],
  })),
];
