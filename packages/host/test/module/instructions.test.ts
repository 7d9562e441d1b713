import { describe, expect, test } from "vitest";
import { ByteReader } from "../../src/module/byte-reader.ts";
import { readInstruction } from "../../src/module/instructions.ts";
import { code, functionOf, moduleOf, section, unsigned } from "./binary.ts";
import { problem, read, refusalOf } from "./refusal.ts";

/**
 * `i64.const -1`, `i32.const 2147483647`, `unreachable`: valid, unless an instruction before it takes its first bytes
 * for its own immediate. As an index they are too high, and what is left of a constant is not an instruction.
 */
const TRAILER = [0x42, ...Array<number>(9).fill(0xff), 0x7f, 0x41, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00];

/** Immediates that fit some instruction in {@link probe}, shorter ones first. */
const IMMEDIATES: readonly (readonly number[])[] = [
  " 00 01 02 03 40 70",
  "0000 0100 0200 0300 0400 0101 0202 0201 0301 017f 4000",
  "000000 010000 020000 030000 00000000 03006e6e",
  "00".repeat(8),
  "00".repeat(16),
].flatMap((line) => line.split(" ").map((hex) => [...Buffer.from(hex, "hex")]));

/** Valid only within a `try` or `if`, or not an opcode on their own. */
const NOT_PROBED = new Set(["05", "07", "09", "0b", "18", "19", "fb", "fc", "fd", "fe"]);

describe("V8 and the opcode tables agree on every instruction and on its length", () => {
  test.each([
    ["one byte", undefined, 0xff],
    ["0xfb", 0xfb, 0x5f],
    ["0xfc", 0xfc, 0x3f],
    ["0xfd", 0xfd, 0x1ff],
    ["0xfe", 0xfe, 0x7f],
  ])("%s", (_, prefix, last) => {
    const disagreements: string[] = [];
    for (let suffix = 0; suffix <= last; suffix += 1) {
      const opcode = prefix === undefined ? [suffix] : [prefix, ...unsigned(suffix)];
      const hex = Buffer.from(opcode).toString("hex");
      if (NOT_PROBED.has(hex)) continue;
      const immediate = immediateInV8(opcode);
      const length = lengthHere(opcode, immediate);
      if (immediate?.length !== length) disagreements.push(`${hex}: V8 ${immediate?.length}, here ${length}`);
    }
    expect(disagreements).toEqual([]);
  });

  test("reads what only stands within other instructions", () => {
    const bodies = [
      [0x41, 0, 0x04, 0x40, 0x05, 0x0b], // if else
      [0x06, 0x40, 0x07, 0, 0x09, 0, 0x19, 0x0b], // try catch rethrow catch_all
      [0x06, 0x40, 0x18, 0], // try delegate
      [0x1f, 0x40, 2, 0, 0, 0, 2, 0, 0x0b], // try_table with catch and catch_all
      [0x02, 0x69, 0x1f, 0x40, 2, 1, 0, 0, 3, 0, 0x0b, 0x00, 0x0b, 0x1a], // … with catch_ref and catch_all_ref
    ];
    for (const body of bodies) {
      expect(WebAssembly.validate(withTag(body))).toBe(true);
      read(withTag(body));
    }
  });
});

describe("V8 and the reader agree on numbers of every length, and on what they refer to", () => {
  const defined = 300;
  const instructions: readonly (readonly [what: string, around: (number: readonly number[]) => number[]])[] =
    [
      ["call", (index) => [0x10, ...index]],
      ["global.get", (index) => [0x23, ...index, 0x1a]],
      ["i32.const", (value) => [0x41, ...value, 0x1a]],
      ["i64.const", (value) => [0x42, ...value, 0x1a]],
      ["i32.load", (offset) => [0x41, 0, 0x28, 2, ...offset, 0x1a]],
      ["br", (label) => [0x0c, ...label]],
    ];
  test.each(instructions)("%s", (_, around) => {
    const disagreements: string[] = [];
    for (const value of [0, 1, 63, 64, 127, 128, 129, defined - 1, defined, 16_383, 16_384, 2 ** 21]) {
      for (let length = unsigned(value).length; length <= 6; length += 1) {
        const module = withMany(defined, [...around(padded(value, length)), ...TRAILER]);
        const valid = WebAssembly.validate(module);
        // Labels are the compiler's to check, so a branch may only be read where it takes it.
        const same = around([])[0] === 0x0c ? !valid || accepts(module) : valid === accepts(module);
        if (!same) disagreements.push(`${value} in ${length} bytes: V8 ${valid}`);
      }
    }
    expect(disagreements).toEqual([]);
  });
});

describe("refuses", () => {
  test.each([
    ["a one-byte opcode", [0x27], /unknown opcode 0x27, at byte 23/u],
    ["a reserved opcode", [0xfc, 0x13], /unknown opcode 0xfc 0x13, at byte 23/u],
    ["an opcode past a table", [0xfd, 0x80, 0x80, 0x04], /unknown opcode 0xfd 0x10000, at byte 23/u],
    ["stack switching", [0xe0, 0], /unknown opcode 0xe0/u],
    ["a shared-everything atomic", [0xfe, 0x5c, 0], /unknown opcode 0xfe 0x5c/u],
    ["a catch clause", [0x1f, 0x40, 1, 4, 0, 0x0b], /unknown catch clause 0x04/u],
    ["a block of an unknown type", [0x02, 0x41, 0x0b], /unknown value type 0x41/u],
    ["a heap type", [0xd0, 0x68, 0x1a], /unknown heap type -24/u],
  ])("what it does not know: %s", (_, body, message) => {
    expect(WebAssembly.validate(functionOf(...body))).toBe(false);
    expect(refusalOf(functionOf(...body))).toMatchObject(problem("unsupported", message));
  });

  test.each([
    [
      "a branch table larger than the body",
      [0x0e, 0xff, 0xff, 0xff, 0xff, 0x0f, 0],
      /4294967295 labels announced/u,
    ],
    ["a branch table without its default", [0x0e, 2, 0], /a function body: the bytes end too soon/u],
    ["more catch clauses than bytes", [0x1f, 0x40, 0xff, 0x7f, 0, 0], /16383 catch clauses announced/u],
    ["a constant cut short", [0x44, 0, 0, 0], /8 bytes announced, 4 left/u],
    ["a memory argument with unknown flags", [0x28, 0x80, 0x01, 0], /unknown flags/u],
    ["a constant as last instruction", [0x41], /does not finish with `end`/u],
    ["a constant out of range", [0x41, 0x80, 0x80, 0x80, 0x80, 0x08, 0x1a], /out of range/u],
  ])("%s", (_, body, message) => {
    expect(WebAssembly.validate(functionOf(...body))).toBe(false);
    expect(refusalOf(functionOf(...body))).toMatchObject(problem("malformed", message));
  });

  test("an empty body, and one with more locals than bytes", () => {
    const types = [section(1, 1, 0x60, 0, 0), section(3, 1, 0)];
    expect(refusalOf(moduleOf(...types, section(10, 1, 0)))).toMatchObject(
      problem("malformed", /the bytes end too soon/u),
    );
    expect(refusalOf(moduleOf(...types, section(10, 1, 1, 0)))).toMatchObject(
      problem("malformed", /does not finish with `end`/u),
    );
    expect(refusalOf(moduleOf(...types, section(10, 1, 2, 0x80, 0x01)))).toMatchObject(
      problem("malformed", /128 groups of locals announced/u),
    );
    expect(refusalOf(moduleOf(...types, section(10, 1, 3, 0, 0x0b)))).toMatchObject(
      problem("malformed", /3 bytes announced, 2 left/u),
    );
    expect(refusalOf(moduleOf(...types, section(10, 1, 2, 0, 0x0b, 0)))).toMatchObject(
      problem("malformed", /1 bytes left over/u),
    );
  });

  // V8 reads the length of this list as a byte: of 257 types it would take 256 for instructions that we skip.
  test.each([0, 2, 257])("a `select` of %d types", (count) => {
    const types = Array<number>(count).fill(0x7f);
    const hidden = functionOf(0x00, 0x1c, ...unsigned(count), ...types, 0x00);
    expect(refusalOf(hidden)).toMatchObject(
      problem("malformed", /a `select` of more or less than one type/u),
    );
  });
});

/** A module with one tag and one function, both `() -> ()`. */
function withTag(body: readonly number[]): Uint8Array<ArrayBuffer> {
  return moduleOf(section(1, 1, 0x60, 0, 0), section(3, 1, 0), section(13, 1, 0, 0), code(body));
}

/** The shortest immediate with which V8 accepts an opcode: what it reads after it. */
function immediateInV8(opcode: readonly number[]): readonly number[] | undefined {
  return IMMEDIATES.find((immediate) =>
    [1, 2].some((ends) => WebAssembly.validate(probe(opcode, immediate, ends))),
  );
}

/** How many bytes of immediate this reader skips after an opcode; undefined if it refuses it. */
function lengthHere(opcode: readonly number[], immediate: readonly number[] = []): number | undefined {
  const bytes = Uint8Array.from([...opcode, ...immediate, ...Array<number>(20).fill(0)]);
  const reader = new ByteReader(bytes, "the probe");
  try {
    readInstruction(reader);
    return reader.offset - opcode.length;
  } catch {
    return undefined;
  }
}

/** A function of unreachable code around one instruction, with one of everything that it may refer to. */
function probe(
  opcode: readonly number[],
  immediate: readonly number[],
  ends: number,
): Uint8Array<ArrayBuffer> {
  const body = [1, 1, 0x7f, 0x00, ...opcode, ...immediate, ...TRAILER, ...Array<number>(ends).fill(0x0b)];
  const struct = [0x5f, 2, 0x7f, 1, 0x78, 1];
  return moduleOf(
    section(1, 5, 0x60, 0, 1, 0x6e, ...struct, 0x5e, 0x78, 1, 0x5e, 0x70, 1, 0x60, 0, 0),
    section(3, 1, 0),
    section(4, 1, 0x70, 0, 1),
    section(5, 1, 3, 1, 1),
    section(13, 1, 0, 4),
    section(6, 1, 0x7f, 1, 0x41, 0, 0x0b),
    section(9, 2, 3, 0, 1, 0, 1, 0, 1, 0),
    section(12, 1),
    section(10, 1, ...unsigned(body.length), ...body),
    section(11, 1, 1, 1, 0),
  );
}

/** A module of so many functions and globals, with a memory; its first function has these instructions. */
function withMany(count: number, instructions: readonly number[]): Uint8Array<ArrayBuffer> {
  const times = (each: readonly number[]): number[] => Array.from({ length: count }, () => each).flat();
  const bodies = [instructions, ...Array.from({ length: count - 1 }, () => [])];
  return moduleOf(
    section(1, 1, 0x60, 0, 0),
    section(3, ...unsigned(count), ...times([0])),
    section(5, 1, 0, 1),
    section(6, ...unsigned(count), ...times([0x7f, 0, 0x41, 0, 0x0b])),
    code(...bodies),
  );
}

/** LEB128 in so many bytes, more than it takes perhaps. */
function padded(value: number, length: number): number[] {
  const low = value % 0x80;
  return length === 1 ? [low] : [low | 0x80, ...padded(Math.floor(value / 0x80), length - 1)];
}

function accepts(module: Uint8Array): boolean {
  try {
    read(module);
    return true;
  } catch {
    return false;
  }
}
