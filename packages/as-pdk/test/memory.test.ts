import { expect, test } from "vitest";
import { compileModule, type Runtime } from "./support/compile.ts";
import { directLane, type DirectLane } from "./support/direct-lane.ts";

const page = 64 * 1024;
const CALLS = 1_000_000;
const runtimes: readonly Runtime[] = ["stub", "minimal", "incremental"];

function pages({ memory }: DirectLane): number {
  return memory.buffer.byteLength / page;
}

test.each(runtimes)(
  `memory is flat over ${CALLS} calls on one instance, runtime %s`,
  async (runtime) => {
    const plugin = await directLane(await compileModule("documents", runtime));
    const encoder = new TextEncoder();
    const calls = (
      [
        ["echo", "x".repeat(1000)],
        ["text", "ação 😀"],
        ["canonical", '{"b":[1.5,2.25],"a":{"text":"é"}}'],
        ["canonical", "{"],
        ["failing", "no"],
        ...Array.from({ length: 15 }, () => ["echo", ""] as const),
      ] as const
    ).map(([name, input]) => [name, encoder.encode(input)] as const);
    const round = (count: number): void => {
      for (let i = 0; i < count; i++) plugin.call(...calls[i % calls.length]!);
    };
    round(1000);
    const warm = pages(plugin);
    round(CALLS);
    expect(pages(plugin)).toBe(warm);
  },
  60_000,
);

test.each(runtimes)("inputs that grow and shrink leave no memory behind, runtime %s", async (runtime) => {
  const plugin = await directLane(await compileModule("documents", runtime));
  const round = (): void => {
    for (const length of [1, 100_000, 10, 1_000_000, 5, 300_000]) plugin.call("text", "é".repeat(length / 2));
  };
  for (let warmUp = 0; warmUp < 5; warmUp++) round();
  const warm = pages(plugin);
  for (let again = 0; again < 20; again++) round();
  expect(pages(plugin)).toBe(warm);
});

test.each(runtimes)(
  "16 MiB in and out fit into 64 MiB, runtime %s",
  async (runtime) => {
    const plugin = await directLane(await compileModule("documents", runtime, "--maximumMemory", "1024"));
    const largest = new Uint8Array(16 * 1024 * 1024).fill(0x61);
    for (const length of [0, largest.length, 1, largest.length, largest.length / 2, largest.length]) {
      expect(plugin.call("echo", largest.subarray(0, length)).bytes).toHaveLength(length);
      expect(plugin.call("fill", `${length}`).bytes).toHaveLength(length);
    }
  },
  30_000,
);

test("an input that does not fit into the memory gets no address, and the next one does", async () => {
  const plugin = await directLane(await compileModule("documents", "stub", "--maximumMemory", "16"));
  expect(plugin.reserve(page * 32)).toBe(0);
  expect(plugin.text("echo", "fits")).toBe("fits");
});

test.each(["minimal", "incremental"] as const)(
  "objects in globals outlive their call, runtime %s",
  async (runtime) => {
    const plugin = await directLane(await compileModule("state", runtime));
    const inputs = Array.from({ length: 5000 }, (_, index) => `${index}${"é".repeat(index % 50)}`);
    for (const [index, input] of inputs.entries()) {
      expect(plugin.text("keep", input)).toBe(inputs.slice(Math.max(0, index - 63), index + 1).join(" "));
      plugin.call("churn", input);
    }
  },
);

test.each(runtimes)("objects made at the start outlive every call, runtime %s", async (runtime) => {
  const plugin = await directLane(await compileModule("state", runtime));
  for (let i = 0; i < 1000; i++) expect(plugin.text("churn", "ab")).toBe("made at start 102");
});
