import { expect, test } from "vitest";
import { copyOutput } from "../src/vial-engine/output-copy.ts";

const kibibyte = 1024;
const lengths = [
  1,
  16 * kibibyte - 1,
  16 * kibibyte,
  32 * kibibyte - 1,
  32 * kibibyte,
  3 * 1024 * kibibyte + 5,
];

test.each(lengths)("a copy of %i bytes is of these bytes, in a buffer that nothing else is in", (length) => {
  const memory = new Uint8Array(4 * 1024 * kibibyte).map((_, at) => at * 31 + (at >> 8));
  const start = 4093;
  const expected = memory.slice(start, start + length);
  const copy = copyOutput(memory, start, start + length);
  memory.fill(0);
  expect(Buffer.compare(copy, expected)).toBe(0);
  expect(copy.constructor).toBe(Uint8Array);
  expect(copy.buffer.byteLength).toBe(length);
});
