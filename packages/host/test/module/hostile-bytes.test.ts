import { describe, expect, test } from "vitest";
import {
  analyseState,
  ModuleFormatError,
  type ModuleShape,
  readModuleShape,
  rewriteModule,
} from "../../src/module/index.ts";
import { code, moduleOf, name, section, unsigned } from "./binary.ts";
import { read, refusalOf } from "./refusal.ts";
import { wat } from "./wat.ts";

const LIMITS = { maxMemoryPages: 1024, maxTableElements: 10_000, keepNames: true, exportState: true };

const MODULES = {
  plugin: wat(`(module
    (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
    (import "extism:host/env" "input_length" (func (result i64)))
    (memory (export "memory") 2 40)
    (table 3 8 funcref)
    (global (mut i32) (i32.const 1024))
    (elem (i32.const 1) func $process)
    (data (i32.const 16) "patient")
    (func $process (export "process") (result i32) (local i32 i64)
      (local.set 1 (call $alloc (i64.const 100000)))
      (block $done (loop $more
        (br_if $done (i32.eqz (local.get 0)))
        (i64.store offset=128 (local.get 0) (local.get 1))
        (br_table $done $more (i32.const 1))))
      (select (i32.const 1) (i32.const -5) (f64.eq (f64.const 1) (f64.const 2)))))`),
  features: wat(`(module
    (memory 1 3 shared) (memory i64 1)
    (table $t 4 externref)
    (tag $tag (param i32))
    (global $v (mut v128) (v128.const i32x4 1 2 3 4))
    (elem $e externref (ref.null extern))
    (data $d "bytes")
    (func (export "a") (param v128 i32) (result i32 i64)
      (global.set $v (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 0) (global.get $v)))
      (drop (v128.load8_lane offset=3 5 (i32.const 0) (local.get 0)))
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 2))
      (data.drop $d)
      (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))
      (drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
      (block $caught (result i32)
        (try_table (catch $tag $caught) (throw $tag (i32.trunc_sat_f64_s (f64.const 3))))
        (i32.const 0))
      (i64.const -900000))
    (func (param i32) (result i32) (return_call 1 (local.get 0))))`),
  gc: moduleOf(
    section(1, 4, 0x50, 0, 0x5f, 2, 0x7f, 1, 0x78, 0, 0x5e, 0x7e, 1, 0x60, 1, 0x7f, 1, 0x7e, 0x60, 0, 0),
    section(3, 2, 2, 3),
    section(6, 1, 0x63, 0, 1, 0xd0, 0, 0x0b),
    section(7, 1, ...name("get"), 0, 0),
    section(9, 1, 3, 0, 1, 1),
    code(
      [0x41, 1, 0x41, 2, 0xfb, 0x00, 0, 0x24, 0, 0x42, 5, 0x41, 9, 0xfb, 0x06, 1, 0x20, 0, 0xfb, 0x0b, 1],
      [0x23, 0, 0xfb, 0x15, 0x6b, 0x1a, 0xd2, 1, 0x14, 3],
    ),
  ),
} as const;

function readAndRewrite(bytes: Uint8Array): { shape: ModuleShape; rewritten: Uint8Array<ArrayBuffer> } {
  const shape = readModuleShape(bytes);
  analyseState(bytes, shape);
  return { shape, rewritten: rewriteModule(bytes, shape, LIMITS) };
}

/** What refuses a module, if it is anything that a caller has to expect. */
function expectedRefusal(error: unknown): ModuleFormatError {
  if (error instanceof ModuleFormatError) return error;
  throw error;
}

describe.each(Object.entries(MODULES))("%s", (_, bytes) => {
  test("is accepted whole", () => {
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(WebAssembly.validate(readAndRewrite(bytes).rewritten)).toBe(true);
  });

  test("is refused when it is cut within a section", () => {
    const boundaries = new Set([8, ...readModuleShape(bytes).sections.map(({ end }) => end)]);
    const lengths = [...bytes.keys()].filter((length) => !boundaries.has(length));
    expect(lengths.map((length) => refusalOf(bytes.slice(0, length)).offset <= length)).not.toContain(false);
  });

  test("is read when it is cut between sections and V8 takes what is left for a module", () => {
    const cuts = readModuleShape(bytes).sections.map(({ start }) => bytes.slice(0, start));
    const valid = cuts.filter((cut) => WebAssembly.validate(cut));
    expect(valid.length).toBeGreaterThan(0);
    for (const cut of valid) expect(() => read(cut)).not.toThrow();
  });
});

test("after 20,000 random bit flips: accepts what V8 accepts, refuses the rest in its own words, or leaves it to V8", () => {
  const random = generator(20_260_417);
  const modules = Object.values(MODULES);
  let valid = 0;
  let refused = 0;
  let slowest = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const original = modules[round % modules.length] ?? MODULES.plugin;
    const bytes = original.slice();
    for (let flips = 1 + random(3); flips > 0; flips -= 1) {
      const bit = random(8 * bytes.length);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    const accepted = WebAssembly.validate(bytes);
    const start = performance.now();
    try {
      const { shape, rewritten } = readAndRewrite(bytes);
      slowest = Math.max(slowest, performance.now() - start);
      if (!accepted) continue;
      valid += 1;
      expect(WebAssembly.validate(rewritten)).toBe(true);
      const module = new WebAssembly.Module(bytes);
      expect(shape.imports).toMatchObject(WebAssembly.Module.imports(module));
      expect(shape.exports).toMatchObject(WebAssembly.Module.exports(module));
    } catch (error) {
      const { kind, message } = expectedRefusal(error);
      slowest = Math.max(slowest, performance.now() - start);
      refused += 1;
      if (accepted && kind !== "limit" && kind !== "excessive")
        throw new Error(`V8 accepts round ${round}: ${message}`, { cause: error });
    }
  }
  expect(valid).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
  expect(slowest).toBeLessThan(1000);
}, 30_000);

describe("a huge count with a short body is refused at once", () => {
  const many = unsigned(0xffff_ffff);
  test.each([
    ["types", moduleOf(section(1, ...many))],
    ["recursive types", moduleOf(section(1, 1, 0x4e, ...many))],
    ["parameters", moduleOf(section(1, 1, 0x60, ...many))],
    ["fields", moduleOf(section(1, 1, 0x5f, ...many))],
    ["imports", moduleOf(section(2, ...many))],
    ["a name", moduleOf(section(2, 1, ...many))],
    ["functions", moduleOf(section(1, 1, 0x60, 0, 0), section(3, ...many, 0))],
    ["tables", moduleOf(section(4, ...many))],
    ["memories", moduleOf(section(5, ...many))],
    ["tags", moduleOf(section(13, ...many))],
    ["globals", moduleOf(section(6, ...many))],
    ["exports", moduleOf(section(7, ...many))],
    ["element segments", moduleOf(section(9, ...many))],
    ["elements", moduleOf(section(9, 1, 1, 0, ...many))],
    ["bodies", moduleOf(section(10, ...many))],
    ["a body", moduleOf(section(1, 1, 0x60, 0, 0), section(3, 1, 0), section(10, 1, ...many))],
    ["data segments", moduleOf(section(11, ...many))],
    ["data", moduleOf(section(11, 1, 1, ...many))],
    ["a section", moduleOf([1, ...many])],
  ])("%s", (_, bytes) => {
    expect(WebAssembly.validate(bytes)).toBe(false);
    expect(refusalOf(bytes).message).toMatch(/4294967295 .*announced/u);
  });
});

test("takes time in proportion to the bytes, whatever they hold", { timeout: 120_000 }, () => {
  const size = 2 * 1024 * 1024;
  const filled = (prefix: readonly number[], byte: number, suffix: readonly number[]): Uint8Array => {
    const body = [...unsigned(prefix.length + size + suffix.length), ...prefix];
    const header = [...moduleOf(section(1, 1, 0x60, 0, 0), section(3, 1, 0))];
    const contents = unsigned(1 + body.length + size + suffix.length);
    const start = [...header, 10, ...contents, 1, ...body];
    const bytes = new Uint8Array(start.length + size + suffix.length).fill(byte);
    bytes.set(start);
    bytes.set(suffix, start.length + size);
    return bytes;
  };
  const hostile = [
    filled([0], 0x01, [0x0b]), // nop
    filled([0, 0x0e, ...unsigned(size - 1)], 0x00, [0x0b]), // br_table
    filled(unsigned(size / 2), 0x7f, [0x0b]), // groups of 127 locals
    filled([0, 0x1f, 0x40, ...unsigned(size / 2)], 0x02, [0x0b, 0x0b]), // try_table
  ];
  for (const bytes of hostile) {
    const start = performance.now();
    read(bytes);
    // What takes quadratic time takes hours.
    expect(performance.now() - start).toBeLessThan(25_000);
  }
});

/** A linear congruential generator of whole numbers below a bound, the same sequence for the same seed. */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
