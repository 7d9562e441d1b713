import { describe, expect, test } from "vitest";
import { analyseState, readModuleShape, rewriteModule } from "../../src/module/index.ts";
import { compiledModules } from "./corpus.ts";

const LIMITS = { maxMemoryPages: 4096, maxTableElements: 100_000, keepNames: true, exportState: true };

const MODULES = await compiledModules();

test("there are modules to read", () => {
  expect(Math.max(...MODULES.map(({ bytes }) => bytes.length))).toBeGreaterThan(1_000_000);
});

describe.each(MODULES)("$name", ({ bytes }) => {
  test("declares what V8 says it does, and can be rewritten", () => {
    const shape = readModuleShape(bytes);
    const module = new WebAssembly.Module(bytes);
    expect(shape.imports).toMatchObject(WebAssembly.Module.imports(module));
    expect(shape.exports).toMatchObject(WebAssembly.Module.exports(module));
    expect(() => analyseState(bytes, shape)).not.toThrow();

    const rewritten = rewriteModule(bytes, shape, LIMITS);
    const state = shape.memories.length + shape.globals.filter(({ mutable }) => mutable).length;
    expect(WebAssembly.Module.exports(new WebAssembly.Module(rewritten))).toHaveLength(
      shape.exports.length + state,
    );
  });
});

describe("AssemblyScript", async () => {
  const { default: asc } = await import("assemblyscript/asc");
  const { binary } = await asc.compileString(
    `let calls: i32 = 0;
     let lines: string[] = [];
     export function remember(count: i32): i32 {
       for (let i = 0; i < count; i++) lines.push("line " + i.toString());
       calls += 1;
       return lines.length;
     }
     export function counted(): i32 { return calls; }`,
    { optimizeLevel: 2, runtime: "incremental", debug: true },
  );
  if (binary === null) throw new Error("does not compile");
  const bytes = Uint8Array.from(binary);
  const shape = readModuleShape(bytes);

  test("its state can be restored from the exports that were added", () => {
    expect(analyseState(bytes, shape)).toMatchObject({
      memoryGrows: true,
      mutatesTables: false,
      dropsSegments: false,
      hasUnreadableGlobals: false,
    });
    const module = new WebAssembly.Module(rewriteModule(bytes, shape, LIMITS));
    const { exports } = new WebAssembly.Instance(module, { env: { abort: () => undefined } });
    const remember = exports["remember"] as (count: number) => number;
    const counted = exports["counted"] as () => number;
    const memory = exports["vial:memory:0"] as WebAssembly.Memory;
    const globals = Object.entries(exports)
      .filter(([name]) => name.startsWith("vial:global:"))
      .map(([, global]) => global as WebAssembly.Global);

    expect(remember(3)).toBe(3);
    const memoryBefore = new Uint8Array(memory.buffer).slice();
    const globalsBefore = globals.map(({ value }) => value as unknown);
    expect(remember(4)).toBe(7);
    expect(counted()).toBe(2);

    new Uint8Array(memory.buffer).set(memoryBefore);
    for (const [index, global] of globals.entries()) global.value = globalsBefore[index];
    expect(counted()).toBe(1);
    expect(remember(4)).toBe(7);
  });

  test("its names and source positions are still there", () => {
    const module = new WebAssembly.Module(rewriteModule(bytes, shape, LIMITS));
    for (const { name, size } of shape.customSections) {
      expect(WebAssembly.Module.customSections(module, name)[0]?.byteLength).toBe(size);
    }
    expect(shape.customSections.map(({ name }) => name)).toContain("name");
  });
});
