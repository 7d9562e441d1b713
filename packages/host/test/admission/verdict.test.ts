import { admit, PluginManager, type WebAssemblyFeature } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import { describe, expect, test } from "vitest";
import { functionOf, moduleOf, section } from "../module/binary.ts";
import { wat as moduleWat } from "../module/wat.ts";
import { kernelEcho } from "../support/echo.ts";
import { expectFailure, expectRefusal } from "../support/failure.ts";
import { watWithExceptions } from "../support/exceptions.ts";
import { env, wat } from "../support/wat.ts";

const manifest = (capabilities: PluginManifest["capabilities"] = {}): PluginManifest => ({
  manifestVersion: 1,
  name: "echo",
  version: "1.2.3",
  description: "Echoes.",
  license: "Apache-2.0",
  language: "wat",
  module: "echo.wasm",
  exports: { process: { description: "Echoes." } },
  capabilities,
});

function bombOf(functions: readonly number[], code: readonly number[]): Uint8Array {
  return moduleOf(section(1, 1, 0x60, 0, 0), functions, [10, ...leb(code.length), ...code]);
}

function oneBody(instructions: readonly number[]): number[] {
  const contents = [0, ...instructions, 0x0b];
  return [1, ...leb(contents.length), ...contents];
}

function repeat(bytes: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => bytes).flat();
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...leb(Math.floor(value / 0x80))];
}

test("a verdict is data that says all a reviewer asks for", () => {
  const verdict = admit(kernelEcho, manifest());
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  expect(verdict).toMatchObject({
    admitted: true,
    plugin: { name: "echo", version: "1.2.3" },
    refusals: [],
  });
  const [main] = verdict.modules;
  expect(main).toMatchObject({
    name: "main",
    bytes: kernelEcho.length,
    memories: [{ imported: false, shared: false, minimum: 1, declaredMaximum: null, maximum: 1024 }],
    tables: [],
    features: [],
    startFunctions: [],
  });
  expect(main!.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(main!.sections.map(({ name }) => name)).toContain("code");
  expect(main!.imports[0]).toEqual({
    namespace: "extism:host/env",
    name: "alloc",
    kind: "function",
    type: "(param i64) (result i64)",
    answeredBy: "kernel",
  });
  expect(main!.exports).toContainEqual({ name: "process", kind: "function", type: "(result i32)" });
});

test("a verdict names every reason at once", () => {
  const bytes = wat(`(module
    ${env("config_get", "http_request", "var_set", "log_info")}
    (import "extism:host/user" "save" (func))
    (import "extism:host/env" "memory" (memory 1))
    (import "wasi_snapshot_preview1" "path_open" (func)))`);
  const { admitted, refusals, capabilities } = admit(bytes, manifest(), {
    digest: "0".repeat(64),
    functions: {},
  });
  expect(admitted).toBe(false);
  expect(refusals.map(({ code }) => code).toSorted()).toEqual([
    "CAPABILITY_DENIED",
    "CAPABILITY_DENIED",
    "CAPABILITY_DENIED",
    "DIGEST_MISMATCH",
    "EXPORT_MISSING",
    "IMPORT_UNRESOLVED",
    "IMPORT_UNRESOLVED",
    "IMPORT_UNRESOLVED",
  ]);
  expect(capabilities.notRequested).toEqual([
    "extism:host/env config_get",
    "extism:host/env http_request",
    "extism:host/env var_set",
  ]);
});

test("bytes that are no module get a verdict too", () => {
  expect(admit(new Uint8Array(64))).toMatchObject({
    admitted: false,
    modules: [],
    refusals: [{ code: "INVALID_MODULE", module: "main" }],
  });
});

describe("WebAssembly features", () => {
  const built: readonly (readonly [WebAssemblyFeature, Uint8Array])[] = [
    ["tail-calls", moduleWat("(module (func (return_call 0)))")],
    ["threads", moduleWat("(module (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))")],
    ["memory64", moduleWat("(module (memory i64 1))")],
    ["multi-memory", moduleWat("(module (memory 1) (memory 1))")],
    ["gc", moduleWat("(module (type (struct (field i32))))")],
    ["gc", functionOf(0x41, 1, 0xfb, 0x1c, 0x1a)],
    [
      "relaxed-simd",
      moduleWat("(module (func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))))"),
    ],
    ["exceptions", watWithExceptions("(module (tag (param i32)))")],
    // A global of type (ref null 0), and one that is initialised with an addition.
    ["typed-references", moduleOf(section(1, 1, 0x60, 0, 0), section(6, 1, 0x63, 0, 0, 0xd0, 0, 0x0b))],
    ["extended-constants", moduleOf(section(6, 1, 0x7f, 0, 0x41, 1, 0x41, 2, 0x6a, 0x0b))],
    [
      "js-string-builtins",
      wat(`(module (import "wasm:js-string" "length" (func (param externref) (result i32))))`),
    ],
  ];

  test.each(built)("%s is refused unless it is granted", async (feature, source) => {
    const refused = admit(source);
    expect(refused.modules[0]?.features).toContain(feature);
    expect(refused.refusals).toContainEqual({
      code: "FEATURE_DENIED",
      module: "main",
      reason: expect.stringContaining(feature) as string,
    });
    const error = await expectRefusal(
      { source, isolation: "inline" },
      { code: "FEATURE_DENIED", phase: "load" },
    );
    expect(error.verdict?.admitted).toBe(false);
    const granted = admit(source, undefined, { policy: { features: refused.modules[0]!.features } });
    expect(granted.refusals.map(({ code }) => code)).not.toContain("FEATURE_DENIED");
  });

  test("what the templates' compilers emit is admitted", () => {
    const source = moduleWat(`(module
      (memory 1) (global (export "g") (mut i32) (i32.const 0))
      (func (param f64 v128 externref) (result i32 i32)
        (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))
        (drop (i8x16.neg (local.get 1)))
        (i32.extend8_s (i32.const 1))
        (i32.trunc_sat_f64_s (local.get 0))))`);
    const verdict = admit(source);
    expect(verdict.refusals).toEqual([]);
    expect(verdict.modules[0]!.features).toEqual([
      "mutable-globals",
      "sign-extension",
      "saturating-conversions",
      "multi-value",
      "bulk-memory",
      "reference-types",
      "simd",
    ]);
  });

  test("a shared memory is refused even where threads are granted", async () => {
    const source = moduleWat("(module (memory 1 1 shared))");
    await expectRefusal(
      { source, isolation: "inline", policy: { features: ["threads"] } },
      { code: "INVALID_MODULE", phase: "load" },
    );
  });
});

describe("modules made to keep a compiler busy", () => {
  const body = [2, 0, 0x0b];
  const many = 100_001;
  const bombs: readonly (readonly [string, Uint8Array])[] = [
    [
      "many functions",
      bombOf(section(3, ...leb(many), ...Array<number>(many).fill(0)), [...leb(many), ...repeat(body, many)]),
    ],
    ["many locals", bombOf(section(3, 1, 0), [1, 7, 1, ...leb(50_001), 0x7f, 0x0b].with(1, 6))],
    [
      "deep nesting",
      bombOf(section(3, 1, 0), oneBody([...repeat([0x02, 0x40], 5_001), ...repeat([0x0b], 5_001)])),
    ],
    ["one huge function", bombOf(section(3, 1, 0), oneBody(Array<number>(2 * 1024 * 1024).fill(0x01)))],
  ];

  test.each(bombs)("%s", async (_, source) => {
    await expectRefusal({ source, isolation: "inline" }, { code: "MODULE_TOO_LARGE", phase: "load" });
    expect(admit(source).refusals.map(({ code }) => code)).toEqual(["MODULE_TOO_LARGE"]);
  });

  test("what takes longer than limits.compileMs is given up, and the next load works", async () => {
    const functions = 60_000;
    const source = bombOf(section(3, ...leb(functions), ...Array<number>(functions).fill(0)), [
      ...leb(functions),
      ...repeat([7, 0, 0x41, 0, 0x1a, 0x01, 0x01, 0x0b], functions),
    ]);
    await using plugins = new PluginManager();
    // A thread does not start in a millisecond.
    await expectFailure(plugins.load("slow", { source, limits: { compileMs: 1 }, isolation: "inline" }), {
      code: "COMPILE_TIMEOUT",
      phase: "load",
      plugin: "slow",
    });
    await plugins.load("slow", { source, limits: { compileMs: 120_000 }, isolation: "inline" });
    expect(plugins.list()).toHaveLength(1);
  });
});

test("a large module is read and compiled away from the host's thread", async () => {
  const padding = new Uint8Array(2 * 1024 * 1024);
  const size = leb(padding.length + 2);
  const source = Buffer.concat([kernelEcho, Buffer.from([0, ...size, 1, 0x78]), padding]);
  await using plugins = new PluginManager();
  await plugins.load("large", { source, isolation: "inline" });
  expect((await plugins.execute("large", "text")).text()).toBe("text");
  const broken = Buffer.from(source);
  broken[kernelEcho.length - 1] = 0xff;
  await expectFailure(plugins.load("broken", { source: broken }), {
    code: "INVALID_MODULE",
    phase: "load",
    plugin: "broken",
  });
});
