import type { Engine } from "./engine/engine.ts";
import { noOptions, type ExecuteOptions } from "./execute-options.ts";
import { checkLoadOptions, invalidOption, type LoadOptions } from "./load-options.ts";
import { attributeVersion, PluginError, quoteName } from "./plugin-error.ts";
import type { PluginInput } from "./plugin-input.ts";
import { answerCall, prepareCall } from "./plugin-call.ts";
import type { PluginResult } from "./plugin-result.ts";
import type { AnyPlugins, InputOf, OutputOf, PluginTypes } from "./plugin-types.ts";
import { Plugin, type PluginInfo } from "./plugin.ts";
import { runBounded } from "./run-bounded.ts";
import { VialEngine } from "./vial-engine/vial-engine.ts";

/** How a manager is made. */
export interface PluginManagerOptions {
  /** What runs the plugins; Vial's own engine unless set. The manager disposes of it. */
  readonly engine?: Engine;
}

/** Settings of a batch. `deadline` is each call's own. */
export interface ExecuteManyOptions<Export extends string = string> extends ExecuteOptions<Export> {
  /** Calls under way at once; 8 unless set. */
  readonly concurrency?: number;
}

/** One answer of a batch: a result, or the error of that one call. */
export type ExecuteOutcome<Output = unknown> =
  | { readonly status: "fulfilled"; readonly value: PluginResult<Output> }
  | { readonly status: "rejected"; readonly reason: PluginError };

/** The export that is called unless another is named, where a plugin is known to have it. */
export type DefaultExport<Exports> = "process" extends keyof Exports ? "process" : keyof Exports & string;

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
 *
 * The type parameter says what the plugins take and answer, export by export, so that an editor knows it. `vial-types`
 * of `@vial/codegen` writes such types from JSON Schemas; what a plugin's `vial.json` has schemas for is checked in
 * every call as well.
 *
 * @example
 * ```ts
 * import { PluginManager } from "@vial/host";
 * import type { ExamplePlugins } from "@vial/pdk-types";
 *
 * await using plugins = new PluginManager<ExamplePlugins>();
 * await plugins.load("triage-rules", { source: "./triage-rules/vial.json" });
 * const result = await plugins.execute("triage-rules", { observations: [{ pulse: 128 }] });
 * console.log(result.json().scores[0]?.complete); // false: six vital signs are missing
 * ```
 */
export class PluginManager<
  Plugins extends { readonly [Name in keyof Plugins]: PluginTypes<Plugins[Name]> } = AnyPlugins,
> implements AsyncDisposable {
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
  async load(name: keyof Plugins & string, options: LoadOptions): Promise<void> {
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
  execute<
    Name extends keyof Plugins & string,
    Export extends keyof Plugins[Name] & string = DefaultExport<Plugins[Name]>,
  >(
    name: Name,
    input: InputOf<Plugins, Name, Export>,
    options: ExecuteOptions<Export> = noOptions,
  ): Promise<PluginResult<OutputOf<Plugins, Name, Export>>> {
    return this.#execute(name, input as PluginInput, options) as Promise<
      PluginResult<OutputOf<Plugins, Name, Export>>
    >;
  }

  #execute(name: string, input: PluginInput, options: ExecuteOptions): Promise<PluginResult> {
    const startedAt = performance.now();
    try {
      const plugin = this.#find(name);
      const call = prepareCall(plugin, input, options, startedAt);
      const output = plugin.pool.run(call);
      if (!(output instanceof Promise)) return Promise.resolve(answerCall(plugin, call, startedAt, output));
      return output.then((bytes) => answerCall(plugin, call, startedAt, bytes));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The name the architecture decision gave {@link execute}. */
  executePlugin<
    Name extends keyof Plugins & string,
    Export extends keyof Plugins[Name] & string = DefaultExport<Plugins[Name]>,
  >(
    name: Name,
    input: InputOf<Plugins, Name, Export>,
    options: ExecuteOptions<Export> = noOptions,
  ): Promise<PluginResult<OutputOf<Plugins, Name, Export>>> {
    return this.execute(name, input, options);
  }

  /**
   * Calls a plugin once for each input, a bounded number at a time, and gives the outcomes in the inputs' order. One
   * call's failure is that call's outcome and does not stop the others.
   */
  async executeMany<
    Name extends keyof Plugins & string,
    Export extends keyof Plugins[Name] & string = DefaultExport<Plugins[Name]>,
  >(
    name: Name,
    inputs: Iterable<InputOf<Plugins, Name, Export>>,
    { concurrency = 8, ...options }: ExecuteManyOptions<Export> = {},
  ): Promise<ExecuteOutcome<OutputOf<Plugins, Name, Export>>[]> {
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw invalidOption("executeMany: concurrency takes a whole number from 1", name);
    }
    this.#find(name);
    return await runBounded(
      inputs,
      concurrency,
      async (input): Promise<ExecuteOutcome<OutputOf<Plugins, Name, Export>>> => {
        try {
          return { status: "fulfilled", value: await this.execute<Name, Export>(name, input, options) };
        } catch (error) {
          return { status: "rejected", reason: error as PluginError };
        }
      },
    );
  }

  /**
   * Takes a plugin away. New calls are refused at once; the ones already accepted are answered first.
   *
   * @throws PluginError `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  async unload(name: keyof Plugins & string): Promise<void> {
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
