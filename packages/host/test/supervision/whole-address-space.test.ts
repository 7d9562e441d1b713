import { readFileSync } from "node:fs";
import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { createKernelMemory, Kernel, kernelHeap } from "../../src/vial-engine/kernel.ts";
import { wat } from "../support/wat.ts";

const GiB = 2 ** 30;

test("the exchange memory's blocks never end where its addresses do: their end would be 0, and nothing be wiped", () => {
  const module = new WebAssembly.Module(readFileSync(new URL("../../build/kernel.wasm", import.meta.url)));
  const kernel = new Kernel(module, createKernelMemory(4 * GiB, false));
  kernel.reset();
  const { alloc } = kernel.exports as { alloc(bytes: bigint): bigint };
  const header = 16;
  const longest = 0x7fff_0000;
  for (let block = 0; block < 2; block++) expect(alloc(BigInt(longest))).not.toBe(0n);
  const position = kernelHeap + 2 * (header + longest);
  expect(kernel.allocatedBytes).toBe(position);
  const rest = 4 * GiB - position - header;
  expect(alloc(BigInt(rest))).toBe(0n);
  expect(kernel.allocatedBytes).toBe(position);
  expect(alloc(BigInt(rest - 16))).not.toBe(0n);
});

/** Grows to 4 GiB, of which it touches a page; then, as a call that uses a good part of its memory, to 1 GiB. */
const greedy = wat(`(module
  (memory (export "memory") 1)
  (func (export "process") (result i32)
    (i32.store (i32.const -4) (memory.grow (i32.const 65535)))
    (i32.ne (i32.load (i32.const -4)) (i32.const 1)))
  (func (export "next") (result i32) (i32.ne (memory.grow (i32.const 16383)) (i32.const 1))))`);

// A process's limit has no room for a second memory before the first was collected.
test.for(["inline", "thread"] as const)(
  "%s: an instance whose memory has all addresses is replaced: the wiper's would start over",
  async (isolation) => {
    await using plugins = new PluginManager();
    const limits = { memoryBytes: 4 * GiB };
    await plugins.load("greedy", { source: greedy, isolation, limits });
    for (let round = 0; round < 2; round++) {
      await plugins.execute("greedy", "");
      await plugins.execute("greedy", "", { export: "next" });
      expect(plugins.list()[0]!.memoryBytes).toBeLessThan(2 * GiB);
    }
  },
);
