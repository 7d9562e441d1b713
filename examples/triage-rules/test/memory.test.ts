import { expect, test } from "vitest";
import { type DirectLane, directLane } from "./direct-lane.ts";
import { well } from "./triage.ts";

const page = 64 * 1024;
const mebibyte = 1024 * 1024;
const largestInput = 16 * mebibyte;
const memoryLimit = 64 * mebibyte;

function pages(plugin: DirectLane): number {
  return plugin.memory.buffer.byteLength / page;
}

/** The text of the outcome, for comparison. */
function textOf(plugin: DirectLane, input: string | Uint8Array): string {
  return new TextDecoder().decode(plugin.call(input).bytes);
}

/** A batch of so many well patients. */
function batchOf(count: number): string {
  return `{"observations":[${Array(count).fill(JSON.stringify(well)).join()}]}`;
}

/** A document of `length` bytes whose id is the filler again and again. */
function filled(length: number, filler: string): Uint8Array {
  const bytes = Buffer.alloc(length, " ");
  const start = bytes.write('{"observations":[{"id":"');
  const repeats = Math.floor((length - start - 4) / Buffer.byteLength(filler));
  const end = start + repeats * Buffer.byteLength(filler);
  bytes.fill(filler, start, end);
  bytes.write('"}]}', end);
  return bytes;
}

test("an instance starts with one page, and a call of one observation set needs no more", async () => {
  const plugin = await directLane();
  expect(pages(plugin)).toBe(1);
  expect(plugin.call(JSON.stringify({ observations: [well] })).succeeded).toBe(true);
  expect(pages(plugin)).toBe(1);
});

test("memory is flat over 100,000 calls on one instance", async () => {
  const plugin = await directLane();
  const encoder = new TextEncoder();
  const inputs = [
    { observations: [{ ...well, id: "a" }] },
    { observations: [well, { pulse: 131 }, {}] },
    { observations: [{ pulse: -1 }] },
    { observations: Array.from({ length: 12 }, () => well) },
  ].map((input) => encoder.encode(JSON.stringify(input)));
  inputs.push(encoder.encode("{"));

  for (const input of inputs) plugin.call(input);
  const after = inputs.map((input) => textOf(plugin, input));
  const warm = pages(plugin);
  for (let i = 0; i < 100_000; i++) plugin.call(inputs[i % inputs.length] ?? "");
  expect(pages(plugin)).toBe(warm);
  expect(inputs.map((input) => textOf(plugin, input))).toEqual(after);
});

test("inputs that grow and shrink leave no memory behind", async () => {
  const plugin = await directLane();
  const sizes = [1, 50, 200, 3, 800, 10, 1600];
  for (const size of sizes) plugin.call(batchOf(size));
  const warm = pages(plugin);
  for (let round = 0; round < 20; round++) for (const size of sizes) plugin.call(batchOf(size));
  expect(pages(plugin)).toBe(warm);
});

test("an input that is a little larger with every call takes the place of the one before", async () => {
  const plugin = await directLane();
  const step = mebibyte / 2;
  for (let length = step; length <= largestInput; length += step) {
    plugin.call(Buffer.alloc(length, " ").fill(batchOf(3), 0, batchOf(3).length));
  }
  expect(pages(plugin) * page).toBeLessThanOrEqual(2 * largestInput);
});

test.each(["x", "é", "\\n", "\\u0041"])("an input of 16 MiB, nearly all a string of %s", async (filler) => {
  const plugin = await directLane();
  const outcome = JSON.parse(textOf(plugin, filled(largestInput, filler))) as { code: string };
  expect(outcome.code).toBe("INVALID_VALUE");
  expect(pages(plugin) * page).toBeLessThanOrEqual(memoryLimit);
});

test("past 16 MiB of input there is no room", async () => {
  const plugin = await directLane();
  expect(plugin.reserve(largestInput)).toBeGreaterThan(0);
  expect(plugin.reserve(largestInput + 1)).toBe(0);
  expect(plugin.reserve(-1)).toBe(0);
});

test("a batch whose scores pass 16 MiB is refused, at the observation set that was too many", async () => {
  const plugin = await directLane();
  const refused = JSON.parse(textOf(plugin, batchOf(100_000))) as { code: string; pointer: string };
  expect(refused.code).toBe("BATCH_TOO_LARGE");
  const fits = Number(refused.pointer.replace("/observations/", ""));
  expect(plugin.call(batchOf(fits)).succeeded).toBe(true);
  expect(plugin.call(batchOf(fits + 1)).succeeded).toBe(false);
  expect(pages(plugin) * page).toBeLessThanOrEqual(memoryLimit);
});
