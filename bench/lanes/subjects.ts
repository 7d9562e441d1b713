import { readFileSync } from "node:fs";
import { createPlugin, type Plugin } from "@extism/extism";
import { PluginManager, type Isolation, type PluginState } from "@vial/host";

export const modules: Readonly<Record<"direct" | "extism", Uint8Array>> = {
  /** Answers with its input in the direct lane. */
  direct: read("echo-direct"),
  /** Answers with its input through Extism's own AssemblyScript PDK, unmodified. */
  extism: read("echo-extism"),
};

function read(name: string): Uint8Array {
  return readFileSync(new URL(`../build/${name}.wasm`, import.meta.url));
}

/** Something that echoes. */
export interface Subject extends AsyncDisposable {
  call(input: Uint8Array): Promise<unknown>;
}

export async function vial(
  source: Uint8Array,
  isolation: Isolation,
  state: PluginState = "shared",
): Promise<Subject> {
  const plugins = new PluginManager();
  await plugins.load("echo", { source, isolation, state });
  return {
    call: (input) => plugins.execute("echo", input),
    [Symbol.asyncDispose]: () => plugins[Symbol.asyncDispose](),
  };
}

export async function extism(
  source: Uint8Array,
  runInWorker = false,
): Promise<Subject & { readonly plugin: Plugin }> {
  const plugin = await createPlugin({ wasm: [{ data: new Uint8Array(source) }] }, { runInWorker });
  return {
    plugin,
    call: (input) => plugin.call("process", input),
    [Symbol.asyncDispose]: () => plugin.close(),
  };
}

/** The module with a custom section of its own, so that V8 cannot know it from an earlier compilation. */
export function renamed(source: Uint8Array, nonce: number): Uint8Array {
  const name = Buffer.from(`n${nonce}`);
  return Buffer.concat([source, Buffer.from([0, name.length + 1, name.length]), name]);
}
