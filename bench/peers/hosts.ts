import { createPlugin } from "@extism/extism";
import { type Isolation, PluginManager } from "@vial/host";
import koffi from "koffi";
import { NativeProcess } from "../native/native-process.ts";
import type { NativeProgram } from "../native/program.ts";

/** A plugin that is loaded, on whatever runs it. */
export interface LoadedPlugin extends AsyncDisposable {
  call(input: Uint8Array): Promise<Uint8Array>;
}

/** Loads a plugin from its bytes. */
export type PluginHost = (module: Uint8Array) => Promise<LoadedPlugin>;

export function vialHost(isolation: Isolation): PluginHost {
  return async (source) => {
    const plugins = new PluginManager();
    await plugins.load("plugin", { source, isolation });
    return {
      call: async (input) => (await plugins.execute("plugin", input)).bytes(),
      [Symbol.asyncDispose]: () => plugins[Symbol.asyncDispose](),
    };
  };
}

export function extismHost(runInWorker: boolean): PluginHost {
  return async (data) => {
    const plugin = await createPlugin({ wasm: [{ data }] }, { runInWorker, useWasi: true });
    return {
      call: async (input) => (await plugin.call("process", input))!.bytes(),
      [Symbol.asyncDispose]: () => plugin.close(),
    };
  };
}

/** libextism, Extism's Rust runtime on Wasmtime, by its C interface. */
export function libextismHost(path: string): PluginHost {
  const library = koffi.load(path);
  const create = library.func(
    "void *extism_plugin_new(const uint8_t *wasm, uint64_t size, void *functions, uint64_t count, bool wasi, void *error)",
  );
  const call = library.func(
    "int32_t extism_plugin_call(void *plugin, const char *name, const uint8_t *data, uint64_t size)",
  );
  const length = library.func("uint64_t extism_plugin_output_length(void *plugin)");
  const free = library.func("void extism_plugin_free(void *plugin)");
  const copy = outputReader(library);
  return async (module) => {
    const plugin = create(module, module.length, null, 0, true, null) as unknown;
    if (plugin === null) throw new Error("libextism does not load the plugin");
    return {
      call: async (input) => {
        const code = call(plugin, "process", input, input.length) as number;
        if (code !== 0) throw new Error(`libextism: the plugin returned ${code}`);
        return copy(plugin, Number(length(plugin)));
      },
      [Symbol.asyncDispose]: async () => void free(plugin),
    };
  };
}

/** Copies the output out with the C library's `memcpy`: decoding it byte by byte would be the peer's loss. */
function outputReader(
  library: ReturnType<typeof koffi.load>,
): (plugin: unknown, length: number) => Uint8Array {
  const data = library.func("void *extism_plugin_output_data(void *plugin)");
  const memcpy = koffi.load(null).func("void *memcpy(_Out_ uint8_t *to, void *from, size_t length)");
  return (plugin, length) => {
    const output = new Uint8Array(length);
    if (length > 0) memcpy(output, data(plugin), length);
    return output;
  };
}

/** What people do instead: the native program, started for every call. */
export function childProcessHost(program: NativeProgram): PluginHost {
  return async () => ({
    call: async (input) => {
      await using running = new NativeProcess(program, input);
      return await running.output();
    },
    [Symbol.asyncDispose]: async () => {},
  });
}
