import { expect, test } from "vitest";
import { copyOutput } from "../src/engine/output-memory.ts";

const KiB = 1024;
const lengths = [1, 16 * KiB - 1, 16 * KiB, 32 * KiB - 1, 32 * KiB, 3 * KiB * KiB + 5];

test.each(lengths)("a copy of %i bytes is of these bytes, in a buffer that nothing else is in", (length) => {
  const memory = new Uint8Array(4 * KiB * KiB).map((_, at) => at * 31 + (at >> 8));
  const start = 4093;
  const expected = memory.slice(start, start + length);
  const copy = copyOutput(memory, start, start + length);
  memory.fill(0);
  expect(Buffer.compare(copy, expected)).toBe(0);
  expect(copy.constructor).toBe(Uint8Array);
  expect(copy.buffer.byteLength).toBe(length);
});

test("a copy of shared memory is not shared", () => {
  for (const length of lengths) {
    const memory = new Uint8Array(new SharedArrayBuffer(length)).fill(7);
    const copy = copyOutput(memory, 0, length);
    expect(copy.buffer).toBeInstanceOf(ArrayBuffer);
    expect(Buffer.from(copy).equals(Buffer.alloc(length, 7))).toBe(true);
  }
});

test.each(lengths)("a copy of %i bytes goes where there is room for it, and no further", (length) => {
  const memory = new Uint8Array(length).fill(7);
  const room = new Uint8Array(length + 10);
  const copy = copyOutput(memory, 0, length, room.subarray(5, length + 5));
  expect(copy).toHaveLength(length);
  expect(copy.buffer).toBe(room.buffer);
  const expected = Buffer.concat([Buffer.alloc(5), Buffer.alloc(length, 7), Buffer.alloc(5)]);
  expect(Buffer.compare(room, expected)).toBe(0);
  expect(copyOutput(memory, 0, length, room.subarray(0, length - 1)).buffer).not.toBe(room.buffer);
});
