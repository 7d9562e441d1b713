import { readFileSync } from "node:fs";
import { createPlugin } from "@extism/extism";
import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { readCorpus } from "../corpus/index.ts";
import { modulePath } from "../evaluation/analyzer.ts";

const inputs = readCorpus("hand-written").map(({ input }) =>
  JSON.stringify({ ...input, mode: "pseudonymise" }),
);
const config = { "pseudonym-key": "k".repeat(32) };

test("Vial and Extism's own host get the same bytes", async () => {
  await using plugins = new PluginManager();
  await plugins.load("inline", { config, isolation: "inline", source: modulePath });
  await plugins.load("thread", { config, isolation: "thread", source: modulePath, state: "shared" });
  const extism = await createPlugin(
    { wasm: [{ data: readFileSync(modulePath) }] },
    { config, useWasi: false },
  );
  for (const input of inputs) {
    const expected = (await extism.call("process", input))?.text();
    expect((await plugins.execute("inline", input)).text()).toBe(expected);
    expect((await plugins.execute("thread", input)).text()).toBe(expected);
  }
  await extism.close();
});

test("the module is small and starts small", () => {
  const bytes = readFileSync(modulePath);
  const module = new WebAssembly.Module(bytes);
  const imports: WebAssembly.Imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    (imports[namespace] ??= {})[name] = () => 0n;
  }
  const { memory } = new WebAssembly.Instance(module, imports).exports as { memory: WebAssembly.Memory };
  expect(bytes.length).toBeLessThanOrEqual(260_000);
  expect(memory.buffer.byteLength).toBeLessThanOrEqual(256 * 1024);
});
