import { array, assert, constantFrom, integer, nat, oneof, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  analyseState,
  PAGES_EXPORT,
  readModuleShape,
  rewriteModule,
  superviseModule,
} from "../../src/module/index.ts";
import { compiledModules } from "./corpus.ts";
import { wat } from "./wat.ts";

type Run = (...values: number[]) => number;

const limits = { maxMemoryPages: 64, maxTableElements: 1000, keepNames: false, exportState: true };

function supervise(
  bytes: Uint8Array<ArrayBuffer>,
  ownPages = true,
  maxMemoryPages = 64,
): Uint8Array<ArrayBuffer> {
  const shape = readModuleShape(bytes);
  const { sites } = analyseState(bytes, shape);
  const rewritten = rewriteModule(bytes, shape, { ...limits, maxMemoryPages });
  return superviseModule(bytes, rewritten, shape, sites, { maxMemoryPages, ownPages });
}

function exportsOf(bytes: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}

/** What an export gave or how it trapped, and the memory it left. */
function outcome(exports: Record<string, unknown>, name: string, ...values: number[]): unknown {
  try {
    return (exports[name] as Run)(...values);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Copies a range of a memory of so many pages. */
function copying(pages: string): Uint8Array<ArrayBuffer> {
  return wat(`(module
    (memory (export "memory") ${pages})
    (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2))))`);
}

/** Fills a range of a memory of so many pages. */
function filling(pages: string): Uint8Array<ArrayBuffer> {
  return wat(`(module
    (memory (export "memory") ${pages})
    (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2))))`);
}

/** A module's instances with the instructions as they are and with functions in their place, and the memories of both. */
function bothOf(bytes: Uint8Array<ArrayBuffer>) {
  const plain = exportsOf(rewriteModule(bytes, readModuleShape(bytes), limits));
  const other = exportsOf(supervise(bytes));
  const memories = [plain, other].map(({ memory }) => new Uint8Array((memory as WebAssembly.Memory).buffer));
  return { plain, other, memories };
}

function sitesOf(bytes: Uint8Array): number {
  return analyseState(bytes, readModuleShape(bytes)).sites.length;
}

describe("bulk instructions", () => {
  const bytes = wat(`(module
    (memory (export "memory") 64)
    (data $some "some bytes")
    (table $t (export "table") 8 funcref)
    (elem $f func $one $two)
    (func $one (result i32) (i32.const 1))
    (func $two (result i32) (i32.const 2))
    (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
    (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "init") (param i32 i32 i32) (memory.init $some (local.get 0) (local.get 1) (local.get 2)))
    (func (export "table_init") (param i32 i32 i32) (table.init $f (local.get 0) (local.get 1) (local.get 2)))
    (func (export "table_copy") (param i32 i32 i32) (table.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "table_fill") (param i32 i32 i32) (table.fill $t (local.get 0) (ref.null func) (local.get 2)))
    (func (export "table_grow") (param i32 i32 i32) (result i32) (table.grow $t (ref.null func) (local.get 0)))
    (func (export "call") (param i32 i32 i32) (result i32) (call_indirect (result i32) (local.get 0))))`);
  const plainly = rewriteModule(bytes, readModuleShape(bytes), limits);
  const supervised = supervise(bytes);

  test("each is in a function of its own afterwards", () => {
    expect(sitesOf(bytes)).toBe(7);
    // The helpers have one each, and memory.grow is there for nobody.
    expect(sitesOf(supervised)).toBeGreaterThanOrEqual(7);
    // memory.copy and memory.fill have two: one for short lengths.
    expect(readModuleShape(supervised).functions.defined).toBe(readModuleShape(bytes).functions.defined + 9);
  });

  test("do what they did, and trap as they did", { timeout: 120_000 }, () => {
    const size = 64 * 65_536;
    const place = oneof(
      nat(size + 10),
      nat(4 * 1024 * 1024),
      constantFrom(0, size, -1, -1024, 0x7fff_ffff),
      integer(),
    );
    const step = tuple(
      constantFrom(
        "fill",
        "copy",
        "copy",
        "init",
        "table_init",
        "table_copy",
        "table_fill",
        "table_grow",
        "call",
      ),
      oneof(place, nat(10)),
      oneof(place, nat(10)),
      oneof(place, nat(10), constantFrom(1024 * 1024, 1024 * 1024 + 1, 2 * 1024 * 1024)),
    );
    assert(
      property(array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const [plain, other] = [exportsOf(plainly), exportsOf(supervised)];
        const memories = [plain, other].map(
          ({ memory }) => new Uint8Array((memory as WebAssembly.Memory).buffer),
        );
        for (const memory of memories) for (let at = 0; at < memory.length; at += 997) memory[at] = at % 251;
        for (const [name, ...values] of steps) {
          const expected = outcome(plain, name, ...values);
          expect(outcome(other, name, ...values)).toEqual(expected);
          // A plugin that trapped is not called again, so what it left half-done does not count.
          if (typeof expected === "string") return;
        }
        expect(Buffer.compare(memories[0]!, memories[1]!)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe("copies of a few bytes", () => {
  const { plain, other, memories } = bothOf(copying("1"));
  const size = 65_536;

  test("copy what memory.copy does, wherever the ranges lie to each other", () => {
    for (let length = 0; length <= 70; length++) {
      for (let distance = -70; distance <= 70; distance++) {
        for (const memory of memories) for (let at = 0; at < 300; at++) memory[at] = (at * 7) % 251;
        for (const exports of [plain, other]) (exports["copy"] as Run)(100 + distance, 100, length);
        expect(Buffer.compare(memories[0]!, memories[1]!)).toBe(0);
      }
    }
  });

  test("trap where memory.copy does", () => {
    for (let length = 0; length <= 70; length++) {
      for (const place of [size - 70, size, size + 1, -1, -17, -64, -70]) {
        for (let at = place; at <= place + 70; at++) {
          for (const [to, from] of [
            [at, 0],
            [0, at],
            [at, at],
          ] as const) {
            expect(outcome(other, "copy", to, from, length)).toBe(outcome(plain, "copy", to, from, length));
          }
        }
      }
    }
  });

  test("are left to memory.copy where a memory may reach the last address", () => {
    const large = copying("1 65536");
    expect(readModuleShape(supervise(large, true, 65_536)).functions.defined).toBe(2);
    expect(readModuleShape(supervise(large, true, 65_535)).functions.defined).toBe(3);
  });
});

describe("fills of a few bytes", () => {
  const { plain, other, memories } = bothOf(filling("1"));
  const size = 65_536;

  test("fill what memory.fill does, with the value's lowest byte", () => {
    for (let length = 0; length <= 140; length++) {
      for (const value of [0, 1, 0x80, 0xff, 0x1ab, -1]) {
        for (const memory of memories) for (let at = 0; at < 400; at++) memory[at] = (at * 7) % 251;
        for (const exports of [plain, other]) (exports["fill"] as Run)(100 + (length % 17), value, length);
        expect(Buffer.compare(memories[0]!, memories[1]!)).toBe(0);
      }
    }
  });

  test("trap where memory.fill does", () => {
    for (let length = 0; length <= 140; length++)
      for (const place of [size - 140, size, size + 1, -1, -17, -64, -140])
        for (let at = place; at <= place + 140; at++)
          expect(outcome(other, "fill", at, 0, length)).toBe(outcome(plain, "fill", at, 0, length));
  });

  test("are left to memory.fill where a memory may reach the last address", () => {
    const large = filling("1 65536");
    expect(readModuleShape(supervise(large, true, 65_536)).functions.defined).toBe(2);
    expect(readModuleShape(supervise(large, true, 65_535)).functions.defined).toBe(3);
  });
});

describe("the size of a memory", () => {
  const bytes = wat(`(module
    (memory (export "memory") 2)
    (func (export "size") (result i32) (memory.size))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`);

  test("is what it was, also when the global is set back and it grows again", () => {
    const exports = exportsOf(supervise(bytes, true, 8));
    const memory = exports["memory"] as WebAssembly.Memory;
    const pages = exports[PAGES_EXPORT] as WebAssembly.Global<"i32">;
    for (let round = 0; round < 3; round++) {
      pages.value = 2;
      expect(outcome(exports, "size")).toBe(2);
      expect(outcome(exports, "grow", 0)).toBe(2);
      expect(outcome(exports, "grow", 7)).toBe(-1);
      expect(outcome(exports, "grow", -1)).toBe(-1);
      expect(outcome(exports, "grow", 3)).toBe(2);
      expect(outcome(exports, "grow", 3)).toBe(5);
      expect(outcome(exports, "grow", 1)).toBe(-1);
      expect(outcome(exports, "size")).toBe(8);
      expect(memory.buffer.byteLength).toBe(8 * 65_536);
    }
  });

  test("never differs from the plain one's, whatever is asked", () => {
    assert(
      property(array(oneof(nat(5), integer()), { maxLength: 12 }), (deltas) => {
        const plain = exportsOf(
          rewriteModule(bytes, readModuleShape(bytes), { ...limits, maxMemoryPages: 8 }),
        );
        const other = exportsOf(supervise(bytes, true, 8));
        for (const delta of deltas) {
          expect(outcome(other, "grow", delta)).toBe(outcome(plain, "grow", delta));
          expect(outcome(other, "size")).toBe(outcome(plain, "size"));
        }
      }),
    );
  });

  test("stays the memory's own where another module may grow it", () => {
    expect(readModuleShape(supervise(bytes, false)).exports.map(({ name }) => name)).not.toContain(
      PAGES_EXPORT,
    );
  });
});

test("modules that compilers made are valid afterwards", { timeout: 120_000 }, async () => {
  for (const { bytes } of await compiledModules()) {
    const shape = readModuleShape(bytes);
    const { sites } = analyseState(bytes, shape);
    const rewritten = rewriteModule(bytes, shape, {
      ...limits,
      maxMemoryPages: 65_536,
      maxTableElements: 1_000_000,
    });
    const options = { maxMemoryPages: 65_536, ownPages: true };
    expect(WebAssembly.validate(superviseModule(bytes, rewritten, shape, sites, options))).toBe(true);
  }
});

test("a module without such instructions stays as it is", () => {
  const bytes = wat(`(module (memory 1) (func (export "process") (result i32) (i32.const 0)))`);
  const shape = readModuleShape(bytes);
  expect(superviseModule(bytes, bytes, shape, [], { maxMemoryPages: 1, ownPages: true })).toBe(bytes);
});
