import { beforeEach, describe, expect, test } from "vitest";
import { copyOutput, outputMemory, releaseOutput } from "../src/engine/output-memory.ts";

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

/** Takes memory for outputs of these lengths, and then gives all of it back. */
function release(outputs: readonly number[]): void {
  for (const output of outputs.map((length) => outputMemory(length))) releaseOutput(output);
}

describe("memory that was released", () => {
  beforeEach(() => {
    // What earlier tests released is taken out: memory of 1 MiB, and then all that is smaller.
    for (let length = 8 * KiB * KiB; length >= 16 * KiB; length /= 2)
      for (let i = 0; i < 4; i++) outputMemory(length);
  });

  test("is used for the next output that fits, and has nothing of the one before", () => {
    const first = outputMemory(100 * KiB).fill(0xaa);
    releaseOutput(first);
    const second = outputMemory(60 * KiB);
    expect(second.buffer.byteLength).toBe(100 * KiB);
    second.fill(0xbb);
    const behind = Buffer.from(second.buffer, second.length);
    expect(behind.equals(Buffer.alloc(40 * KiB))).toBe(true);
  });

  test("is not used for an output that is much smaller, or larger", () => {
    releaseOutput(outputMemory(100 * KiB));
    expect(outputMemory(49 * KiB).buffer.byteLength).toBe(49 * KiB);
    expect(outputMemory(100 * KiB + 1).buffer.byteLength).toBe(100 * KiB + 1);
    expect(outputMemory(64 * KiB).buffer.byteLength).toBe(100 * KiB);
  });

  test("is not there any more for whoever had a view of it", () => {
    const output = outputMemory(20 * KiB);
    const part = output.subarray(5, 10);
    const whole = new Uint8Array(output.buffer);
    releaseOutput(output);
    expect([output.length, part.length, whole.length]).toEqual([0, 0, 0]);
  });

  test("is used once, however often it is released", () => {
    const output = outputMemory(40 * KiB);
    releaseOutput(output);
    releaseOutput(output);
    expect(outputMemory(39 * KiB).buffer.byteLength).toBe(40 * KiB);
    expect(outputMemory(39 * KiB).buffer.byteLength).toBe(39 * KiB);
  });

  test("is left to whom it was sent on", () => {
    const output = outputMemory(40 * KiB).fill(0xcc);
    const sent = structuredClone(output, { transfer: [output.buffer] });
    releaseOutput(output);
    expect(outputMemory(39 * KiB).buffer.byteLength).toBe(39 * KiB);
    expect(sent.every((byte) => byte === 0xcc)).toBe(true);
  });

  test("is kept up to 8 MiB, in four pieces", () => {
    release(Array.from({ length: 5 }, () => 32 * KiB));
    const taken = Array.from({ length: 5 }, () => outputMemory(31 * KiB).buffer.byteLength);
    expect(taken.filter((length) => length === 32 * KiB)).toHaveLength(4);
    release([5 * KiB * KiB, 5 * KiB * KiB]);
    expect(outputMemory(4 * KiB * KiB).buffer.byteLength).toBe(5 * KiB * KiB);
    expect(outputMemory(4 * KiB * KiB).buffer.byteLength).toBe(4 * KiB * KiB);
  });

  test("makes room for what is released later", () => {
    release([32, 33, 34, 35].map((length) => length * KiB));
    release([200 * KiB]);
    expect(outputMemory(199 * KiB).buffer.byteLength).toBe(200 * KiB);
    expect(outputMemory(32 * KiB).buffer.byteLength).toBe(35 * KiB);
    release([7 * KiB * KiB]);
    release([2 * KiB * KiB]);
    expect(outputMemory(2 * KiB * KiB).buffer.byteLength).toBe(2 * KiB * KiB);
    expect(outputMemory(7 * KiB * KiB - 1).buffer.byteLength).toBe(7 * KiB * KiB - 1);
  });

  test("no memory but an output's is taken", () => {
    const bytes = new Uint8Array(64 * KiB).fill(1);
    releaseOutput(bytes);
    releaseOutput(new Uint8Array(new SharedArrayBuffer(64 * KiB)));
    expect(bytes.length).toBe(64 * KiB);
  });
});
