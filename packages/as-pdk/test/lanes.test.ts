import { PluginManager } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import { expect, test } from "vitest";
import { compileModule, type Runtime } from "./support/compile.ts";
import { directLane, type Outcome } from "./support/direct-lane.ts";

const runtimes: readonly Runtime[] = ["stub", "minimal", "incremental"];
const decoder = new TextDecoder("utf-8", { fatal: true });

const calls = [
  // Every remainder of a division by eight, which is how many bytes the kernel lane moves at a time.
  ...Array.from({ length: 10 }, (_, length) => ["echo", "x".repeat(length)] as const),
  ["echo", "é".repeat(50_000)],
  ["text", "ação"],
  ["canonical", '{"b":1,"a":"😀"}'],
  ["canonical", "{"],
  ["failing", "não"],
  ["failing", ""],
] as const;

function textOf({ succeeded, bytes }: Outcome): string {
  return `${succeeded ? "output" : "error"}: ${decoder.decode(bytes)}`;
}

test.each(runtimes)("both lanes give the same, whatever came before, runtime %s", async (runtime) => {
  const wasm = await compileModule("documents", runtime);
  const direct = await directLane(wasm);
  await using plugins = new PluginManager({ engine: new ExtismEngine() });
  await plugins.load("kernel", { source: wasm, isolation: "inline", state: "shared" });
  for (const [exportName, input] of [...calls, ...calls.toReversed()]) {
    const kernel = await plugins.execute("kernel", input, { export: exportName }).then(
      (result) => `output: ${result.text()}`,
      (error: { guestMessage?: string }) => `error: ${error.guestMessage}`,
    );
    expect(kernel).toBe(textOf(direct.call(exportName, input)));
  }
});

test("a plugin imports what it calls, and exports the ABI", async () => {
  const module = await WebAssembly.compile(await compileModule("documents"));
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  expect(exports).toEqual(
    expect.arrayContaining(["memory", "vial_abi_version_1", "vial_input", "vial_output"]),
  );
  expect(
    WebAssembly.Module.imports(module)
      .map(({ module: namespace, name }) => `${namespace} ${name}`)
      .toSorted(),
  ).toEqual(
    [
      "alloc",
      "error_set",
      "input_length",
      "input_load_u64",
      "input_load_u8",
      "output_set",
      "store_u64",
      "store_u8",
    ].map((name) => `extism:host/env ${name}`),
  );
});
