import type { Engine } from "./engine/engine.ts";
import { deadlineExceeded } from "./engine/interruption.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { checkExecuteOptions, checkLoadOptions, invalidOption, type LoadOptions } from "./load-options.ts";
import { attributeVersion, PluginError, quoteName } from "./plugin-error.ts";
import { encodeInput, type PluginInput } from "./plugin-input.ts";
import { PluginResult } from "./plugin-result.ts";
import { Plugin, type PluginInfo } from "./plugin.ts";
import { runBounded } from "./run-bounded.ts";
import type { PooledCall } from "./runner-pool.ts";
import { VialEngine } from "./vial-engine/vial-engine.ts";

/** How a manager is made. */
export interface PluginManagerOptions {
  /** What runs the plugins; Vial's own engine unless set. The manager disposes of it. */
  readonly engine?: Engine;
}

/** Settings of a batch. `deadline` is each call's own. */
export interface ExecuteManyOptions extends ExecuteOptions {
  /** Calls under way at once; 8 unless set. */
  readonly concurrency?: number;
}

/** One answer of a batch: a result, or the error of that one call. */
export type ExecuteOutcome =
  | { readonly status: "fulfilled"; readonly value: PluginResult }
  | { readonly status: "rejected"; readonly reason: PluginError };

const defaultExport = "process";
const noOptions: ExecuteOptions = Object.freeze({});

/**
 * Loads plugins and calls them.
 *
 * @example
 * ```ts
 * import { PluginManager } from "@vial/host";
 *
 * await using plugins = new PluginManager();
 * await plugins.load("hl7-to-json", { source: "./hl7-to-json.wasm" });
 * const result = await plugins.execute("hl7-to-json", "MSH|^~\\&|LAB|HOSPITAL\r");
 * console.log(result.json());
 * ```
 */
export class PluginManager implements AsyncDisposable {
  readonly #engine: Engine;
  /** A plugin that is still loading holds its name as well. */
  readonly #plugins = new Map<string, Plugin | "loading">();
  readonly #closing = new Set<Promise<void>>();
  readonly #loading = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  constructor(options: PluginManagerOptions = {}) {
    this.#engine = options.engine ?? new VialEngine();
  }

  /**
   * Reads, checks, compiles and starts a plugin.
   *
   * @throws PluginError `INVALID_OPTION`, `PLUGIN_EXISTS`, `SOURCE_UNREADABLE`, `MODULE_TOO_LARGE`, `DIGEST_MISMATCH`,
   *   `INVALID_MANIFEST`, `INVALID_MODULE`, `IMPORT_UNRESOLVED`, `MEMORY_LIMIT`, or, from the plugin's own start
   *   functions, `TRAP` and `DEADLINE_EXCEEDED`. Nothing is loaded then.
   */
  async load(name: string, options: LoadOptions): Promise<void> {
    this.#checkOpen();
    checkLoadOptions(name, options);
    if (this.#plugins.has(name)) {
      const message = `A plugin named ${quoteName(name)} is loaded already. Unload it first, or choose another name.`;
      throw new PluginError("PLUGIN_EXISTS", message, { plugin: name, phase: "manage" });
    }
    this.#plugins.set(name, "loading");
    const loading = Plugin.load(name, options, this.#engine);
    this.#loading.add(loading);
    try {
      this.#plugins.set(name, await loading);
    } catch (error) {
      this.#plugins.delete(name);
      attributeVersion(error, options.version);
      throw error;
    } finally {
      this.#loading.delete(loading);
    }
  }

  /**
   * Calls a plugin.
   *
   * @param input Text and bytes are passed as they are, any other value as JSON. Bytes are not copied before the call
   *   starts: leave them alone until the promise settles.
   * @throws PluginError Every code of phase `call` in docs/errors.md; `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  execute(name: string, input: PluginInput, options: ExecuteOptions = noOptions): Promise<PluginResult> {
    const startedAt = performance.now();
    try {
      const plugin = this.#find(name);
      const call = prepareCall(plugin, input, options, startedAt);
      const output = plugin.pool.run(call);
      if (!(output instanceof Promise)) return Promise.resolve(answer(plugin, call, startedAt, output));
      return output.then((bytes) => answer(plugin, call, startedAt, bytes));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The name the architecture decision gave {@link execute}. */
  executePlugin(
    name: string,
    input: PluginInput,
    options: ExecuteOptions = noOptions,
  ): Promise<PluginResult> {
    return this.execute(name, input, options);
  }

  /**
   * Calls a plugin once for each input, a bounded number at a time, and gives the outcomes in the inputs' order. One
   * call's failure is that call's outcome and does not stop the others.
   */
  async executeMany(
    name: string,
    inputs: Iterable<PluginInput>,
    { concurrency = 8, ...options }: ExecuteManyOptions = {},
  ): Promise<ExecuteOutcome[]> {
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw invalidOption("executeMany: concurrency takes a whole number from 1", name);
    }
    this.#find(name);
    return await runBounded(inputs, concurrency, async (input): Promise<ExecuteOutcome> => {
      try {
        return { status: "fulfilled", value: await this.execute(name, input, options) };
      } catch (error) {
        return { status: "rejected", reason: error as PluginError };
      }
    });
  }

  /**
   * Takes a plugin away. New calls are refused at once; the ones already accepted are answered first.
   *
   * @throws PluginError `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  async unload(name: string): Promise<void> {
    const plugin = this.#find(name);
    this.#plugins.delete(name);
    await this.#close(plugin);
  }

  /** The loaded plugins, in the order in which they were loaded. */
  list(): PluginInfo[] {
    return [...this.#plugins.values()].filter((plugin) => plugin !== "loading").map((plugin) => plugin.info);
  }

  /** Refuses new calls, answers the ones already accepted, and ends all instances and workers. */
  [Symbol.asyncDispose](): Promise<void> {
    return (this.#disposed ??= this.#dispose());
  }

  async #dispose(): Promise<void> {
    await Promise.allSettled(this.#loading);
    for (const plugin of this.#plugins.values()) if (plugin !== "loading") void this.#close(plugin);
    this.#plugins.clear();
    await Promise.all(this.#closing);
    await this.#engine[Symbol.asyncDispose]();
  }

  async #close(plugin: Plugin): Promise<void> {
    const closing = plugin.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    await closing;
  }

  #find(name: string): Plugin {
    this.#checkOpen();
    const plugin = this.#plugins.get(name);
    if (plugin !== undefined && plugin !== "loading") return plugin;
    const state = plugin === "loading" ? "is still loading: await load() first" : "is not loaded";
    const message = `A plugin named ${quoteName(String(name))} ${state}.`;
    throw new PluginError("PLUGIN_NOT_FOUND", message, { plugin: String(name), phase: "manage" });
  }

  #checkOpen(): void {
    if (this.#disposed === undefined) return;
    throw new PluginError("MANAGER_DISPOSED", "The plugin manager was disposed of. Make a new one.", {
      phase: "manage",
    });
  }
}

function prepareCall(
  plugin: Plugin,
  input: PluginInput,
  options: ExecuteOptions,
  startedAt: number,
): PooledCall {
  const { scope, spec } = plugin;
  if (options !== noOptions) checkExecuteOptions(options, spec.name);
  const {
    export: exportName = defaultExport,
    deadline = spec.limits.deadlineMs,
    signal,
    hostContext,
  } = options;
  if (!plugin.has(exportName)) {
    const message = `The plugin has no export ${quoteName(exportName)} that takes no parameters and returns nothing or an i32.`;
    throw new PluginError("EXPORT_MISSING", message, scope);
  }
  const bytes = encodeInput(input, scope);
  if (bytes.length > spec.limits.inputBytes) {
    const message = `The input of ${bytes.length} bytes is over the limit of ${spec.limits.inputBytes} bytes (limits.inputBytes).`;
    throw new PluginError("INPUT_TOO_LARGE", message, scope);
  }
  return {
    exportName,
    input: bytes,
    hostContext,
    deadlineAt: startedAt + deadline,
    signal,
    ranAt: startedAt,
  };
}

/** Inline code cannot be stopped: an answer after the deadline is refused here, as it is where calls are cut short. */
function answer(plugin: Plugin, call: PooledCall, startedAt: number, bytes: Uint8Array): PluginResult {
  const endedAt = performance.now();
  if (endedAt > call.deadlineAt) throw deadlineExceeded(plugin.scope);
  return new PluginResult(bytes, plugin.scope, { startedAt, ranAt: call.ranAt, endedAt });
}
