import { readFileSync } from "node:fs";
import { readMessages } from "@vial-examples/data";
import { afterAll, expect, it } from "vitest";
import { fromHl7, loadPlugins, wasm } from "./support/plugin.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
  readonly process: () => number;
}

const plugins = await loadPlugins();
afterAll(() => plugins[Symbol.asyncDispose]());

/** An instance on a host that has no settings and otherwise only the direct lane. */
function instantiate(): Exports {
  const module = new WebAssembly.Module(readFileSync(wasm));
  const imports: WebAssembly.Imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    // Handles are 64-bit, and 0 is that of an absent setting; the block for its key may be anywhere.
    const answer = { alloc: 8n, config_get: 0n }[name];
    (imports[namespace] ??= {})[name] = () => answer;
  }
  const exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
  exports._initialize();
  return exports;
}

function call(exports: Exports, input: Uint8Array): number {
  const address = exports.vial_input(input.length) >>> 0;
  new Uint8Array(exports.memory.buffer, address, input.length).set(input);
  return exports.process();
}

it("keeps an instance's memory flat over thousands of calls", async () => {
  const bundles: Uint8Array[] = [];
  for (const { bytes } of readMessages().filter(({ family }) => family === "oru")) {
    bundles.push(Buffer.from(await fromHl7(plugins, bytes)));
  }
  const exports = instantiate();
  const round = (): void => {
    for (const bundle of bundles) expect(call(exports, bundle)).toBe(0);
  };
  for (let i = 0; i < 3; i++) round();
  const size = exports.memory.buffer.byteLength;
  for (let i = 0; i < 20; i++) round();
  expect(exports.memory.buffer.byteLength).toBe(size);
});
