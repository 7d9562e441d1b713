import assert from "node:assert/strict";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const sizes = [
  0,
  1,
  7,
  8,
  9,
  63,
  64,
  65,
  4095,
  4096,
  4097,
  64 * KiB - 1,
  64 * KiB,
  64 * KiB + 1,
  MiB,
  16 * MiB,
];

/** Bytes that differ from their neighbours, so that a shifted copy is seen. */
function pattern(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++)
    bytes[index] = (index * 31 + (index >> 8) * 17 + (index >> 16)) & 0xff;
  return bytes;
}

function sameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  assert.ok(
    Buffer.compare(actual, expected) === 0,
    `${what}: other bytes than expected (${actual.length} of them)`,
  );
}

const texts = [
  "Araújo, Inês",
  "日本語のテキスト",
  "👩🏽‍⚕️ a\u0301",
  "\u0000\u0001\u007f",
  "\u2028\u2029\ufeff",
  "مريض",
];
const codePoints = [...texts.map((text) => [text, [...text].length] as const), ["", 0] as const];
const illFormed = [
  [0x80],
  [0xc3],
  [0xc0, 0xaf],
  [0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x80, 0x80, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0xff],
];

export const inputOutput: readonly Behaviour[] = [
  {
    name: "echoes every size from nothing to 16 MiB",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (const size of [...sizes, ...sizes.toReversed()]) {
        const input = pattern(size);
        sameBytes(await subject.bytes("echo", input), input, `${size} bytes`);
      }
    },
  },
  {
    name: "echoes text and arbitrary bytes as they are",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (const text of texts) assert.equal(await subject.text("echo", text), text);
      for (const bytes of illFormed) {
        const input = Uint8Array.from(bytes);
        sameBytes(await subject.bytes("echo", input), input, "ill-formed UTF-8");
      }
    },
  },
  {
    name: "answers with nothing",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (const input of ["", "something", pattern(64 * KiB)])
        assert.equal((await subject.bytes("empty", input)).length, 0);
    },
  },
  {
    name: "reads text of every script, and refuses what is not UTF-8",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (const [text, count] of codePoints) assert.equal(await subject.text("text", text), String(count));
      for (const bytes of illFormed) {
        const padded = Uint8Array.from([...new TextEncoder().encode("a".repeat(37)), ...bytes, 0x61]);
        for (const input of [Uint8Array.from(bytes), padded]) {
          const expected = { code: "PLUGIN_ERROR", guestMessage: "input: not UTF-8" };
          assert.deepEqual(await subject.failure("text", input), expected);
        }
      }
      assert.equal(await subject.text("text", "still fine"), "10");
    },
  },
];
