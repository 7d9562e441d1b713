import { describe, expect, test } from "vitest";
import { readModuleShape, rewriteModule, type RewriteOptions } from "../../src/module/index.ts";
import { code, moduleOf, name, section } from "./binary.ts";
import { refusal } from "./refusal.ts";
import { wat } from "./wat.ts";

const LIMITS: RewriteOptions = {
  maxMemoryPages: 4,
  maxTableElements: 10,
  keepNames: true,
  exportState: false,
};
const WITH_STATE: RewriteOptions = { ...LIMITS, exportState: true };

function rewrite(bytes: Uint8Array<ArrayBuffer>, options: RewriteOptions = LIMITS): Uint8Array<ArrayBuffer> {
  expect(WebAssembly.validate(bytes)).toBe(true);
  const rewritten = rewriteModule(bytes, readModuleShape(bytes), options);
  expect(WebAssembly.validate(rewritten)).toBe(true);
  return rewritten;
}

function sectionIds(bytes: Uint8Array): number[] {
  return readModuleShape(bytes).sections.map(({ id }) => id);
}

/** The bytes of all sections but those of memories and exports. */
function untouched(bytes: Uint8Array): Uint8Array[] {
  const sections = readModuleShape(bytes).sections.filter(({ id }) => id !== 5 && id !== 7);
  return sections.map(({ start, end }) => bytes.subarray(start, end));
}

function instantiate(bytes: Uint8Array<ArrayBuffer>, imports?: WebAssembly.Imports): Record<string, unknown> {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
}

describe("limits", () => {
  test.each([
    ["no maximum", "(memory 1)", 4],
    ["a higher maximum", "(memory 1 100)", 4],
    ["a lower maximum", "(memory 1 3)", 3],
    ["the same maximum", "(memory 4 4)", 4],
  ])("memory.grow stops at the maximum: %s", (_, memory, pages) => {
    const bytes = wat(`(module ${memory}
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size)))`);
    const exports = instantiate(rewrite(bytes));
    const grow = exports["grow"] as (pages: number) => number;
    const size = exports["size"] as () => number;
    expect(grow(pages - size() + 1)).toBe(-1);
    expect(grow(pages - size())).not.toBe(-1);
    expect(size()).toBe(pages);
    expect(grow(1)).toBe(-1);
  });

  test.each([
    ["no maximum", "(table 2 funcref)", 10],
    ["a higher maximum", "(table 2 100 funcref)", 10],
    ["a lower maximum", "(table 2 5 funcref)", 5],
  ])("table.grow stops at the maximum: %s", (_, table, elements) => {
    const bytes = wat(`(module ${table}
      (func (export "grow") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0))))`);
    const grow = instantiate(rewrite(bytes))["grow"] as (elements: number) => number;
    expect(grow(elements - 2 + 1)).toBe(-1);
    expect(grow(elements - 2)).toBe(2);
    expect(grow(1)).toBe(-1);
  });

  test("each of several memories and tables, of every kind", () => {
    const bytes = wat(`(module
      (memory 1) (memory i64 2) (memory 1 64 shared) (memory 0 3)
      (table 1 funcref) (table 1 20000 externref) (table 3 3 funcref))`);
    const { memories, tables } = readModuleShape(rewrite(bytes));
    expect(memories).toMatchObject([
      { minimum: 1, maximum: 4, address: "i32", shared: false },
      { minimum: 2, maximum: 4, address: "i64", shared: false },
      { minimum: 1, maximum: 4, address: "i32", shared: true },
      { minimum: 0, maximum: 3 },
    ]);
    expect(tables).toMatchObject([
      { minimum: 1, maximum: 3, element: "funcref" },
      { minimum: 1, maximum: 4, element: "externref" },
      { minimum: 3, maximum: 3 },
    ]);
  });

  test("a table with an initialiser keeps it", () => {
    const bytes = moduleOf(
      section(1, 1, 0x60, 0, 0),
      section(3, 1, 0),
      section(4, 2, 0x40, 0x00, 0x70, 0x00, 2, 0xd2, 0, 0x0b, 0x6f, 0x04, 1),
      section(7, 1, ...name("table"), 1, 0),
      code([]),
    );
    const table = instantiate(rewrite(bytes))["table"] as WebAssembly.Table;
    expect(table.get(1)).toBeInstanceOf(Function);
    expect(() => table.grow(9)).toThrow(RangeError);
    expect(readModuleShape(rewrite(bytes)).tables).toMatchObject([
      { maximum: 5 },
      { maximum: 5, address: "i64" },
    ]);
  });

  test("limits of several bytes", () => {
    const bytes = wat("(module (memory 300) (table 1000 funcref))");
    const { memories, tables } = readModuleShape(
      rewrite(bytes, {
        maxMemoryPages: 65_536,
        maxTableElements: 10_000_000,
        keepNames: true,
        exportState: false,
      }),
    );
    expect(memories).toMatchObject([{ minimum: 300, maximum: 65_536 }]);
    expect(tables).toMatchObject([{ minimum: 1000, maximum: 10_000_000 }]);
  });

  test("leaves imports alone", () => {
    const bytes = wat('(module (import "env" "m" (memory 9)) (import "env" "t" (table 99 funcref)))');
    expect(rewrite(bytes, WITH_STATE)).toEqual(bytes);
  });

  test.each([
    ["(memory 1) (memory 5)", "memory 1 starts out with 5, past the limit of 4, at byte 13"],
    ["(memory 5 5 shared)", "memory 0 starts out with 5, past the limit of 4, at byte 11"],
    ["(memory i64 0x1_0000_0000)", "memory 0 starts out with 4294967296, past the limit of 4, at byte 11"],
    ["(table 11 funcref)", "tables start out with 11 elements, past the limit of 10, at byte 12"],
    [
      "(table 6 funcref) (table 5 externref)",
      "tables start out with 11 elements, past the limit of 10, at byte 12",
    ],
  ])("refuses a start past the limit: %s", (fields, message) => {
    const bytes = wat(`(module ${fields})`);
    const error = refusal(() => rewriteModule(bytes, readModuleShape(bytes), LIMITS));
    expect(error).toMatchObject({ kind: "limit", message });
  });

  test.each([
    { maxMemoryPages: -1 },
    { maxMemoryPages: 65_537 },
    { maxMemoryPages: 1.5 },
    { maxTableElements: Number.NaN },
    { maxTableElements: 10_000_001 },
  ])("refuses the limit %o", (limit) => {
    const bytes = moduleOf();
    expect(() => rewriteModule(bytes, readModuleShape(bytes), { ...LIMITS, ...limit })).toThrow(RangeError);
  });
});

describe("exported state", () => {
  test("gives access to memories and mutable globals", () => {
    const bytes = wat(`(module
      (import "env" "imported" (global (mut i32)))
      (import "env" "memory" (memory 1))
      (memory 1)
      (global $constant i32 (i32.const 1))
      (global $counter (mut i64) (i64.const 40))
      (global $function (mut funcref) (ref.null func))
      (func (export "process") (result i64)
        (i32.store 1 (i32.const 8) (i32.const 77))
        (global.set $counter (i64.add (global.get $counter) (i64.const 1)))
        (global.get $counter)))`);
    const rewritten = rewrite(bytes, WITH_STATE);
    const exports = instantiate(rewritten, {
      env: {
        imported: new WebAssembly.Global({ value: "i32", mutable: true }, 0),
        memory: new WebAssembly.Memory({ initial: 1 }),
      },
    });
    expect(Object.keys(exports)).toEqual(["process", "vial:memory:1", "vial:global:2", "vial:global:3"]);

    const run = exports["process"] as () => bigint;
    const memory = exports["vial:memory:1"] as WebAssembly.Memory;
    const counter = exports["vial:global:2"] as WebAssembly.Global<"i64">;
    expect(run()).toBe(41n);
    expect(new DataView(memory.buffer).getInt32(8, true)).toBe(77);
    expect(counter.value).toBe(41n);
    counter.value = 0n;
    expect(run()).toBe(1n);
  });

  test("is exported once more when it is exported already", () => {
    const bytes = wat('(module (memory (export "memory") 1) (global (export "g") (mut i32) (i32.const 0)))');
    const exports = instantiate(rewrite(bytes, WITH_STATE));
    expect(exports["vial:memory:0"]).toBe(exports["memory"]);
    (exports["vial:global:0"] as WebAssembly.Global).value = 7;
    expect((exports["g"] as WebAssembly.Global).value).toBe(7);
  });

  test("finds its place when there is no export section", () => {
    const started = wat("(module (memory 1) (func $f) (start $f))");
    expect(sectionIds(rewrite(started, WITH_STATE))).toEqual([1, 3, 5, 7, 8, 10, 0]);
    const custom = section(0, ...name("a"));
    const last = moduleOf(custom, section(5, 1, 0, 1), custom);
    expect(sectionIds(rewrite(last, WITH_STATE))).toEqual([0, 5, 7, 0]);
    const between = moduleOf(section(5, 1, 0, 1), custom, section(12, 0), custom);
    expect(sectionIds(rewrite(between, WITH_STATE))).toEqual([5, 7, 0, 12, 0]);
  });

  test("adds nothing where there is no state", () => {
    expect(rewrite(moduleOf(), WITH_STATE)).toEqual(moduleOf());
    const bytes = wat('(module (global (export "g") i32 (i32.const 1)))');
    expect(rewrite(bytes, WITH_STATE)).toEqual(bytes);
  });

  test("more exports than a byte counts", () => {
    const globals = Array.from(
      { length: 200 },
      (_, index) => `(global (export "g${index}") (mut i32) (i32.const ${index}))`,
    );
    const exports = instantiate(rewrite(wat(`(module ${globals.join("")})`), WITH_STATE));
    expect(Object.keys(exports)).toHaveLength(400);
    expect((exports["vial:global:199"] as WebAssembly.Global).value).toBe(199);
  });

  test.each([true, false])("refuses a module that uses the reserved names, exportState %o", (exportState) => {
    const bytes = wat('(module (func (export "vial:memory:0")))');
    const error = refusal(() => rewriteModule(bytes, readModuleShape(bytes), { ...LIMITS, exportState }));
    expect(error.kind).toBe("reserved-name");
    expect(error.message).not.toContain("memory:0");
  });
});

test("copies everything else as it is", () => {
  const first = section(0, ...name("build.id"), 1, 2, 3);
  const rest = wat(`(module
    (memory 1)
    (func $f (export "f") (result i32) (i32.const 1234567))
    (data (i32.const 0) "data")
    (@custom ".debug_line" "4"))`).subarray(8);
  const bytes = Uint8Array.from([...moduleOf(first), ...rest]);
  const rewritten = rewrite(bytes, WITH_STATE);
  expect(rewritten).not.toEqual(bytes);
  expect(sectionIds(rewritten)).toEqual(sectionIds(bytes));
  expect(untouched(rewritten)).toEqual(untouched(bytes));
});

test("changes nothing the second time", () => {
  const once = rewrite(wat("(module (memory 1 100) (memory 1) (table 1 funcref))"));
  expect(rewrite(once)).toEqual(once);
});

test("does not touch its input", () => {
  const bytes = wat("(module (memory 1 100))");
  const copy = bytes.slice();
  rewrite(bytes, WITH_STATE);
  expect(bytes).toEqual(copy);
});
