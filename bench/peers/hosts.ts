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
  // One for all plugins, as hosts have: each keeps a spare worker or child.
  let plugins: PluginManager | undefined;
  let loaded = 0;
  return async (source) => {
    const manager = (plugins ??= new PluginManager());
    const name = `plugin-${++loaded}`;
    await manager.load(name, { source, isolation });
    return {
      call: async (input) => (await manager.execute(name, input)).bytes(),
      [Symbol.asyncDispose]: () => manager.unload(name),
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

/** What libextism 1.5.0 says once its store has no room for one more call (peers.ts). */
const usedUp = "failed to allocate `externref`";

/**
 * libextism, Extism's Rust runtime on Wasmtime, by its C interface. A plugin that is used up is loaded anew in the middle of the
 * call that finds it so, which therefore takes longer: a host that lives for long has to pay for that as well.
 */
export function libextismHost(path: string): PluginHost {
  const library = koffi.load(path);
  const create = library.func(
    "void *extism_plugin_new(const uint8_t *wasm, uint64_t size, void *functions, uint64_t count, bool wasi, _Out_ const char **error)",
  );
  const call = library.func(
    "int32_t extism_plugin_call(void *plugin, const char *name, const uint8_t *data, uint64_t size)",
  );
  const errorOf = library.func("const char *extism_plugin_error(void *plugin)");
  const length = library.func("uint64_t extism_plugin_output_length(void *plugin)");
  const free = library.func("void extism_plugin_free(void *plugin)");
  const copy = outputReader(library);
  return async (module) => {
    const load = (): unknown => {
      const error: [string | null] = [null];
      const loaded = create(module, module.length, null, 0, true, error) as unknown;
      if (loaded === null) throw new Error(`libextism does not load the plugin: ${error[0]}`);
      return loaded;
    };
    let plugin = load();
    let calls = 0;
    const run = (input: Uint8Array): Uint8Array => {
      calls++;
      if (call(plugin, "process", input, input.length) === 0) return copy(plugin, Number(length(plugin)));
      const error = errorOf(plugin) as string | null;
      // One that fails when it is new is not used up.
      if (error !== usedUp || calls === 1) throw new Error(`libextism: the plugin failed: ${error}`);
      free(plugin);
      plugin = load();
      calls = 0;
      return run(input);
    };
    return {
      call: async (input) => run(input),
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
