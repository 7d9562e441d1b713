import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const pages = 16;
const size = pages * 65_536;

/**
 * Takes an address, a length and a byte, fills its memory with it, but for the first 512 bytes, and answers with the part that was named; with a
 * length of less than nothing, with all of its memory as it is. Some of it is not zero from the start.
 */
const source = wat(`(module
  (memory (export "memory") ${pages})
  (data (i32.const 4000) "${"from the start".repeat(10)}")
  (data (i32.const 600000) "${"in the middle".repeat(400)}")
  (func (export "vial_input") (param i32) (result i32) (i32.const 64))
  (func (export "vial_output") (result i64)
    (if (i32.lt_s (i32.load (i32.const 68)) (i32.const 0)) (then (return (i64.const ${size}))))
    (i64.or
      (i64.shl (i64.extend_i32_u (i32.load (i32.const 64))) (i64.const 32))
      (i64.extend_i32_u (i32.load (i32.const 68)))))
  (func (export "process") (result i32)
    (if (i32.ge_s (i32.load (i32.const 68)) (i32.const 0)) (then
      (memory.fill (i32.const 512) (i32.load (i32.const 72)) (i32.const ${size - 512}))))
    (i32.const 0)))`);

const request = (address: number, length: number, byte: number): Uint8Array =>
  new Uint8Array(Int32Array.of(address, length, byte).buffer);
const wholeMemory = request(0, -1, 0);

test.for(isolations)(
  "%s: after an output of any place and length the memory is as new",
  async (isolation) => {
    await using plugins = new PluginManager();
    await plugins.load("filler", { source, isolation });
    const asNew = Buffer.from((await plugins.execute("filler", wholeMemory)).bytes());
    expect(asNew.includes("from the start")).toBe(true);
    for (const [address, length] of [
      [1000, size - 1000],
      [4096, 512 * 1024],
      [4097, 256 * 1024],
      [3999, 256 * 1024 - 1],
      [590_001, 300_000],
      [590_001, 11_000],
      [size - 262_144, 262_144],
      [700_000, 0],
    ] as const) {
      const output = (await plugins.execute("filler", request(address, length, 0xa5))).bytes();
      expect(Buffer.from(output).equals(Buffer.alloc(length, 0xa5))).toBe(true);
      const after = Buffer.from((await plugins.execute("filler", wholeMemory)).bytes());
      expect(after.equals(asNew)).toBe(true);
    }
  },
);
