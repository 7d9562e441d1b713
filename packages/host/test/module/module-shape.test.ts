import { describe, expect, test } from "vitest";
import { readModuleShape } from "../../src/module/index.ts";
import { code, moduleOf, name, section, unsigned } from "./binary.ts";
import { problem, refusalOf } from "./refusal.ts";
import { wat } from "./wat.ts";

describe("a module of everything the text format can say", () => {
  const bytes = wat(`(module
    (import "env" "log" (func $log (param i32 i64) (result f32 f64)))
    (import "env" "table" (table 1 9 externref))
    (import "env" "memory" (memory 1 2 shared))
    (import "env" "global" (global (mut i64)))
    (import "env" "oops" (tag (param i32)))
    (memory i64 3)
    (table 4 funcref)
    (tag (param f32))
    (global $constant v128 (v128.const i64x2 1 2))
    (global (mut i32) (i32.add (i32.const 1) (i32.const 2)))
    (func $start)
    (func (export "process") (param externref) (result i32) (i32.const 0))
    (export "log" (func $log))
    (export "memory" (memory 1))
    (export "table" (table 0))
    (export "constant" (global $constant))
    (export "oops" (tag 1))
    (start $start)
    (elem (i32.const 0) func $start)
    (elem func $start)
    (elem declare func $start)
    (elem externref (ref.null extern))
    (data (i64.const 0) "active" )
    (data "passive")
    (@custom "build.id" "12345"))`);

  // The tool puts the data segment into memory 0, which is another type of memory: only the format is looked at here.
  const shape = readModuleShape(bytes);

  test("types and functions", () => {
    expect(shape.types[0]).toEqual({ kind: "function", parameters: ["i32", "i64"], results: ["f32", "f64"] });
    expect(shape.functions).toEqual({ imported: 1, defined: 2 });
    expect(shape.start).toBe(1);
    expect(shape.tags).toMatchObject([{ parameters: ["i32"] }, { parameters: ["f32"] }]);
    expect(shape.codeSize).toBeGreaterThan(0);
  });

  test("imports", () => {
    const memory = { imported: true, minimum: 1, maximum: 2, shared: true, address: "i32" };
    const table = {
      imported: true,
      minimum: 1,
      maximum: 9,
      shared: false,
      address: "i32",
      element: "externref",
    };
    expect(shape.imports).toMatchObject([
      { module: "env", name: "log", kind: "function", signature: { parameters: ["i32", "i64"] } },
      { module: "env", name: "table", kind: "table", type: table },
      { module: "env", name: "memory", kind: "memory", type: memory },
      { module: "env", name: "global", kind: "global", type: { imported: true, type: "i64", mutable: true } },
      { module: "env", name: "oops", kind: "tag", signature: { parameters: ["i32"], results: [] } },
    ]);
  });

  test("exports", () => {
    expect(shape.exports).toMatchObject([
      {
        name: "process",
        kind: "function",
        index: 2,
        signature: { parameters: ["externref"], results: ["i32"] },
      },
      { name: "log", kind: "function", index: 0, signature: { results: ["f32", "f64"] } },
      { name: "memory", kind: "memory", index: 1 },
      { name: "table", kind: "table", index: 0 },
      { name: "constant", kind: "global", index: 1 },
      { name: "oops", kind: "tag", index: 1 },
    ]);
  });

  test("memories, tables and globals, imported ones first", () => {
    expect(shape.memories).toMatchObject([
      { imported: true },
      { imported: false, minimum: 3, maximum: undefined, shared: false, address: "i64" },
    ]);
    expect(shape.tables).toMatchObject([
      { imported: true },
      { imported: false, minimum: 4, element: "funcref" },
    ]);
    expect(shape.globals).toEqual([
      { imported: true, type: "i64", mutable: true },
      { imported: false, type: "v128", mutable: false },
      { imported: false, type: "i32", mutable: true },
    ]);
  });

  test("segments and custom sections", () => {
    expect(shape.elementSegments).toEqual({ active: 1, passive: 2, declarative: 1 });
    expect(shape.dataSegments).toEqual({ active: 1, passive: 1 });
    expect(shape.customSections).toContainEqual({ name: "build.id", size: 5 });
    expect(shape.customSections.map((custom) => custom.name)).toContain("name");
  });
});

test("an empty module declares nothing", () => {
  expect(readModuleShape(moduleOf())).toMatchObject({
    sections: [],
    types: [],
    functions: { imported: 0, defined: 0 },
    start: undefined,
    dataCount: undefined,
    codeSize: 0,
  });
});

test("defined types of the GC extension, and references to them", () => {
  const types = [0x4e, 2, 0x50, 0, 0x5f, 2, 0x78, 0, 0x63, 1, 1, 0x4f, 1, 0, 0x5f, 2, 0x78, 0, 0x63, 1, 1];
  const signature = [0x60, 5, 0x64, 0, 0x63, 1, 0x64, 0x6f, 0x63, 0x70, 0x6c, 0];
  const bytes = moduleOf(section(1, 3, ...types, 0x5e, 0x7e, 1, ...signature));
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(readModuleShape(bytes).types).toEqual([
    { kind: "struct" },
    { kind: "struct" },
    { kind: "array" },
    {
      kind: "function",
      parameters: ["(ref 0)", "(ref null 1)", "(ref extern)", "funcref", "i31ref"],
      results: [],
    },
  ]);
});

test("a table with an initialiser, and segments of every kind", () => {
  const bytes = moduleOf(
    section(1, 1, 0x60, 0, 0),
    section(3, 1, 0),
    section(4, 1, 0x40, 0x00, 0x70, 0x00, 2, 0xd2, 0, 0x0b),
    section(5, 1, 0, 1),
    section(9, 8, ...elementSegments()),
    section(12, 3),
    code([]),
    section(11, 3, 0, 0x41, 0, 0x0b, 1, 0x61, 1, 0, 2, 0, 0x41, 0, 0x0b, 0),
  );
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(readModuleShape(bytes)).toMatchObject({
    tables: [{ element: "funcref", minimum: 2 }],
    elementSegments: { active: 4, passive: 2, declarative: 2 },
    dataSegments: { active: 2, passive: 1 },
    dataCount: 3,
  });
});

describe("refuses", () => {
  const type = section(1, 1, 0x60, 0, 0);
  test.each([
    ["another file", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46), /not a WebAssembly binary/u],
    ["a section twice", moduleOf(type, type), /the type section comes twice/u],
    ["sections out of order", moduleOf(section(5, 0), type), /the type section is out of order/u],
    ["a data count after the code", moduleOf(section(10, 0), section(12, 0)), /out of order/u],
    ["a section past the end", moduleOf([1, 9, 0]), /9 bytes announced, 1 left/u],
    [
      "bytes after a section's entries",
      moduleOf(section(5, 1, 0, 1, 7)),
      /memory section: 1 bytes left over/u,
    ],
    ["functions without bodies", moduleOf(type, section(3, 1, 0)), /1 functions, 0 function bodies/u],
    ["bodies without functions", moduleOf(code([])), /0 functions, 1 function bodies/u],
    ["a wrong data count", moduleOf(section(12, 2), section(11, 0)), /2 data segments announced, 0 present/u],
    [
      "a function type that does not exist",
      moduleOf(type, section(3, 1, 1)),
      /type 1 is not a function type/u,
    ],
    ["a struct as signature", moduleOf(section(1, 1, 0x5f, 0), section(3, 1, 0)), /not a function type/u],
    ["an export of nothing", moduleOf(section(7, 1, ...name("x"), 0, 0)), /function 0 does not exist/u],
    ["an export of no memory", moduleOf(section(7, 1, ...name("x"), 2, 0)), /memory 0 does not exist/u],
    ["a maximum below the minimum", moduleOf(section(5, 1, 1, 2, 1)), /maximum is below/u],
    ["a shared memory without maximum", moduleOf(section(5, 1, 2, 1)), /shared, without a maximum/u],
    ["a name that is not UTF-8", moduleOf(section(0, 1, 0xff)), /custom section: a name is not UTF-8/u],
    [
      "a block in an initialiser",
      moduleOf(section(6, 1, 0x7f, 0, 0x02, 0x40, 0x0b, 0x0b)),
      /a block in a constant/u,
    ],
  ])("%s", (_, bytes, message) => {
    expect(WebAssembly.validate(bytes)).toBe(false);
    expect(refusalOf(bytes)).toMatchObject(problem("malformed", message));
  });

  test("a name exported twice, without saying which", () => {
    const memory = [...name("patient"), 2, 0];
    const bytes = moduleOf(section(5, 1, 0, 1), section(7, 2, ...memory, ...memory));
    expect(refusalOf(bytes)).toMatchObject(
      problem("malformed", /^the export section: two exports have the same name, at byte 26$/u),
    );
  });

  test.each([
    ["a component", Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0), /a component, not a core module/u],
    ["another version", Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0), /unknown version/u],
    ["an unknown section", moduleOf(section(14, 0)), /unknown section 0x0e/u],
    ["custom page sizes", moduleOf(section(5, 1, 8, 1, 0)), /unknown limits flags 0x08/u],
    ["stack switching", moduleOf(section(1, 2, 0x60, 0, 0, 0x5d, 0)), /unknown type form 0x5d/u],
    ["shared types", moduleOf(section(1, 1, 0x65, 0x5f, 0)), /unknown type form 0x65/u],
    ["an unknown value type", moduleOf(section(1, 1, 0x60, 1, 0x67, 0)), /unknown value type 0x67/u],
    ["an unknown import kind", moduleOf(section(2, 1, 0, 0, 0x20, 0)), /unknown kind 0x20/u],
  ])("what it does not know: %s", (_, bytes, message) => {
    expect(WebAssembly.validate(bytes)).toBe(false);
    expect(refusalOf(bytes)).toMatchObject(problem("unsupported", message));
  });

  test("more than it would hold in memory", () => {
    const customSections = Array.from({ length: 1001 }, () => section(0, 0));
    expect(refusalOf(moduleOf(...customSections))).toMatchObject(
      problem("excessive", /more than 1000 custom sections/u),
    );
    const memories = moduleOf(section(5, ...unsigned(1001), ...Array<number>(2002).fill(0)));
    expect(WebAssembly.validate(memories)).toBe(true);
    expect(refusalOf(memories)).toMatchObject(problem("excessive", /1001 memories, more than 1000/u));
    const size = 1024 * 1024 + 1;
    const header = [...moduleOf(), 1, ...unsigned(size)];
    const types = new Uint8Array(header.length + size);
    types.set(header);
    expect(refusalOf(types)).toMatchObject(
      problem("excessive", /the type section: larger than 1048576 bytes/u),
    );
    for (const [id, of, most] of [
      [1, "types", 50_000],
      [2, "imports", 10_000],
      [3, "functions", 100_000],
      [6, "globals", 10_000],
      [7, "exports", 10_000],
      [13, "tags", 1_000],
    ] as const) {
      const entries = Array<number>(most + 1).fill(0);
      expect(refusalOf(moduleOf(section(id, ...unsigned(most + 1), ...entries)))).toMatchObject(
        problem("excessive", new RegExp(`${most + 1} ${of}, more than ${most}`, "u")),
      );
    }
  });
});

function elementSegments(): number[] {
  return [
    [0, 0x41, 0, 0x0b, 1, 0],
    [1, 0, 1, 0],
    [2, 0, 0x41, 0, 0x0b, 0, 1, 0],
    [3, 0, 1, 0],
    [4, 0x41, 0, 0x0b, 1, 0xd2, 0, 0x0b],
    [5, 0x70, 1, 0xd2, 0, 0x0b],
    [6, 0, 0x41, 0, 0x0b, 0x70, 1, 0xd0, 0x70, 0x0b],
    [7, 0x70, 0],
  ].flat();
}
