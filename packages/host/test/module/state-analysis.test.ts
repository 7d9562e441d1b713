import { describe, expect, test } from "vitest";
import { analyseState, readModuleShape, type StateAnalysis } from "../../src/module/index.ts";
import { code, functionOf, moduleOf, name, section } from "./binary.ts";
import { wat } from "./wat.ts";

/** The names of what is true of a module. */
function found(bytes: Uint8Array<ArrayBuffer>): (keyof StateAnalysis)[] {
  expect(WebAssembly.validate(bytes)).toBe(true);
  const analysis = analyseState(bytes, readModuleShape(bytes));
  return (Object.keys(analysis) as (keyof StateAnalysis)[]).filter((fact) => analysis[fact] === true);
}

test("plain code on a memory of fixed size has none of it", () => {
  const bytes = wat(`(module
    (memory 1)
    (table 1 funcref)
    (global (mut i32) (i32.const 0))
    (type $returns (func (result i32)))
    (elem (i32.const 0) func $f)
    (func $f (result i32)
      (i32.store (i32.const 0) (memory.size))
      (global.set 0 (i32.const 5))
      (drop (table.get 0 (i32.const 0)))
      (drop (table.size 0))
      (call_indirect (type $returns) (i32.const 0))))`);
  expect(found(bytes)).toEqual([]);
});

describe("finds", () => {
  test.each<[string, string, (keyof StateAnalysis)[]]>([
    ["memory.grow", "(memory 1) (func (drop (memory.grow (i32.const 1))))", ["memoryGrows"]],
    [
      "memory.grow after a return",
      "(memory 1) (func (return) (drop (memory.grow (i32.const 1))))",
      ["memoryGrows"],
    ],
    ["table.set", "(table 1 funcref) (func (table.set 0 (i32.const 0) (ref.null func)))", ["mutatesTables"]],
    [
      "table.grow",
      "(table 1 funcref) (func (drop (table.grow 0 (ref.null func) (i32.const 1))))",
      ["mutatesTables"],
    ],
    [
      "table.fill",
      "(table 1 funcref) (func (table.fill 0 (i32.const 0) (ref.null func) (i32.const 1)))",
      ["mutatesTables"],
    ],
    [
      "table.copy",
      "(table 1 funcref) (func (table.copy (i32.const 0) (i32.const 0) (i32.const 1)))",
      ["mutatesTables", "usesBulkMemory"],
    ],
    [
      "table.init",
      "(table 1 funcref) (elem func) (func (table.init 0 (i32.const 0) (i32.const 0) (i32.const 0)))",
      ["mutatesTables", "usesBulkMemory"],
    ],
    ["an exported table", '(table (export "table") 1 funcref)', ["mutatesTables"]],
    ["an imported table", '(import "env" "table" (table 1 funcref))', ["mutatesTables"]],
    ["data.drop", '(memory 1) (data "a") (func (data.drop 0))', ["dropsSegments", "usesBulkMemory"]],
    ["elem.drop", "(elem func) (func (elem.drop 0))", ["dropsSegments", "usesBulkMemory"]],
    [
      "memory.init, which drops nothing",
      '(memory 1) (data "a") (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1)))',
      ["usesBulkMemory"],
    ],
    [
      "memory.copy",
      "(memory 1) (func (memory.copy (i32.const 0) (i32.const 0) (i32.const 1)))",
      ["usesBulkMemory"],
    ],
    ["a mutable vector", "(global (mut v128) (v128.const i64x2 0 0))", ["hasUnreadableGlobals", "usesSimd"]],
    ["a shared memory", "(memory 1 1 shared)", ["usesSharedMemory"]],
    ["atomics", "(memory 1) (func (drop (i32.atomic.load (i32.const 0))))", ["usesAtomics"]],
    ["a fence", "(func (atomic.fence))", ["usesAtomics"]],
    ["a tag", "(tag)", ["usesExceptions"]],
    ["legacy exceptions", "(func (try (do) (catch_all)))", ["usesExceptions"]],
    ["try_table", "(func (block $b (try_table (catch_all $b))))", ["usesExceptions"]],
    ["a tail call", "(func (return_call 0))", ["usesTailCalls"]],
    ["SIMD", "(func (param v128) (drop (i8x16.neg (local.get 0))))", ["usesSimd"]],
    [
      "relaxed SIMD",
      "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))",
      ["usesRelaxedSimd", "usesSimd"],
    ],
    ["64-bit addresses", "(memory i64 1)", ["usesMemory64"]],
    ["two memories", "(memory 1) (memory 1)", ["usesMultiMemory"]],
    ["a struct type", "(type (struct (field (mut i32))))", ["usesGc"]],
  ])("%s", (_, fields, facts) => {
    expect(found(wat(`(module ${fields})`))).toEqual(facts.toSorted());
  });

  test("GC instructions without defined types: ref.i31", () => {
    expect(found(functionOf(0x41, 1, 0xfb, 0x1c, 0x1a))).toEqual(["usesGc"]);
  });

  test("a mutable exception reference", () => {
    const bytes = moduleOf(section(6, 1, 0x69, 1, 0xd0, 0x69, 0x0b));
    expect(found(bytes)).toEqual(["hasUnreadableGlobals", "usesExceptions"]);
  });
});

test("unreadable is what JavaScript cannot read", () => {
  const types = [
    0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x74, 0x73, 0x72, 0x71, 0x70, 0x6f, 0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x69,
  ];
  const unreadable = types.filter((type) => found(globalOf(type)).includes("hasUnreadableGlobals"));
  expect(unreadable).toEqual(types.filter((type) => !isReadable(globalOf(type))));
});

test("walks every body, not only the first", () => {
  const type = [section(1, 1, 0x60, 0, 0), section(3, 3, 0, 0, 0), section(5, 1, 0, 1)];
  const grow = [0x41, 0, 0x40, 0, 0x1a];
  expect(found(moduleOf(...type, code([], [], grow)))).toEqual(["memoryGrows"]);
});

test("takes bytes of immediates for nothing else", () => {
  const constants = [
    0x43, 0x40, 0x40, 0x40, 0x40, 0x1a, 0x44, 0xfe, 0, 0xfe, 0, 0xfe, 0, 0xfe, 0, 0x1a, 0x41, 0x40, 0x1a,
  ];
  expect(found(functionOf(...constants))).toEqual([]);
});

/** A module that exports a mutable global of a type. */
function globalOf(type: number): Uint8Array<ArrayBuffer> {
  return moduleOf(section(6, 1, type, 1, ...zero(type), 0x0b), section(7, 1, ...name("g"), 3, 0));
}

/** Whether JavaScript can read the global `g`. */
function isReadable(bytes: Uint8Array<ArrayBuffer>): boolean {
  const { g } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  try {
    void (g as WebAssembly.Global).value;
    return true;
  } catch {
    return false;
  }
}

/** The instructions that leave a type's zero or null. */
function zero(type: number): number[] {
  switch (type) {
    case 0x7f:
      return [0x41, 0];
    case 0x7e:
      return [0x42, 0];
    case 0x7d:
      return [0x43, 0, 0, 0, 0];
    case 0x7c:
      return [0x44, 0, 0, 0, 0, 0, 0, 0, 0];
    case 0x7b:
      return [0xfd, 0x0c, ...Array<number>(16).fill(0)];
    default:
      return [0xd0, type];
  }
}
