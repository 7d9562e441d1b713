import { describe, expect, test } from "vitest";
import { ByteReader } from "../../src/module/byte-reader.ts";
import { refusal } from "./refusal.ts";

const reader = (...bytes: number[]): ByteReader => new ByteReader(Uint8Array.from(bytes), "the test");

describe("unsigned integers", () => {
  test.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624_485, [0xe5, 0x8e, 0x26]],
    [2 ** 28, [0x80, 0x80, 0x80, 0x80, 0x01]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
    [3, [0x83, 0x80, 0x80, 0x80, 0x00]],
  ])("u32 reads %d", (value, bytes) => {
    const input = reader(...bytes);
    expect(input.u32()).toBe(value);
    expect(input.remaining).toBe(0);
  });

  test.each([
    ["a set bit past 32", [0xff, 0xff, 0xff, 0xff, 0x1f]],
    ["a sixth byte", [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
    ["no last byte", [0x80, 0x80]],
    ["no byte", []],
  ])("u32 refuses %s", (_, bytes) => {
    expect(refusal(() => reader(...bytes).u32()).kind).toBe("malformed");
  });

  test("u64 reads its whole range, rounded past 2^53", () => {
    expect(reader(0x80, 0x80, 0x80, 0x80, 0x10).u64()).toBe(2 ** 32);
    expect(reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).u64()).toBe(Number.MAX_SAFE_INTEGER);
    const highest = [...Array<number>(9).fill(0xff), 0x01];
    expect(reader(...highest).u64()).toBe(2 ** 64);
    expect(refusal(() => reader(...Array<number>(9).fill(0xff), 0x02).u64()).offset).toBe(9);
    expect(refusal(() => reader(...Array<number>(9).fill(0xff), 0x02).skipU64()).offset).toBe(9);
  });
});

describe("signed integers", () => {
  test.each([
    [0, [0x00]],
    [63, [0x3f]],
    [-64, [0x40]],
    [-1, [0x7f]],
    [-16, [0xf0, 0x7f]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
    [-(2 ** 32), [0x80, 0x80, 0x80, 0x80, 0x70]],
    [-1, [0xff, 0xff, 0xff, 0xff, 0x7f]],
  ])("s33 reads %d", (value, bytes) => {
    const input = reader(...bytes);
    expect(input.s33()).toBe(value);
    expect(input.remaining).toBe(0);
  });

  test.each([
    ["s33", [0x80, 0x80, 0x80, 0x80, 0x20]],
    ["s33", [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
    ["skipS32", [0x80, 0x80, 0x80, 0x80, 0x08]],
    ["skipS32", [0xff, 0xff, 0xff, 0xff, 0xff]],
    ["skipS64", [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ] as const)("%s refuses unused bits that do not repeat the sign", (method, bytes) => {
    expect(refusal(() => reader(...bytes)[method]()).message).toMatch(/out of range, at byte/u);
  });

  test("skips the longest encodings", () => {
    const lowest = reader(
      0x80,
      0x80,
      0x80,
      0x80,
      0x78,
      0x80,
      0x80,
      0x80,
      0x80,
      0x80,
      0x80,
      0x80,
      0x80,
      0x80,
      0x7f,
    );
    lowest.skipS32();
    expect(lowest.offset).toBe(5);
    lowest.skipS64();
    expect(lowest.offset).toBe(15);
  });
});

describe("names", () => {
  test("keeps a byte order mark, so that no two names look the same", () => {
    expect(reader(4, 0xef, 0xbb, 0xbf, 0x61).name()).toBe("\uFEFFa");
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(refusal(() => reader(2, 0xc0, 0x80).name()).message).toBe(
      "the test: a name is not UTF-8, at byte 1",
    );
  });

  test("stays within its part of the binary", () => {
    const part = new ByteReader(Uint8Array.of(3, 0x61, 0x62, 0x63), "the test", 0, 3);
    expect(refusal(() => part.name()).message).toBe("the test: 3 bytes announced, 2 left, at byte 1");
  });
});

test("refuses a count that the bytes left cannot hold", () => {
  expect(refusal(() => reader(0xff, 0xff, 0xff, 0xff, 0x0f, 0).count("things"))).toMatchObject({
    kind: "malformed",
    offset: 0,
    message: "the test: 4294967295 things announced, 1 bytes left, at byte 0",
  });
});
