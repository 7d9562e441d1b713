import type { EventEmitter } from "node:events";
import type { Engine } from "./engine/engine.ts";
import { noOptions, type ExecuteOptions } from "./execute-options.ts";
import { checkLoadOptions, invalidOption, type LoadOptions } from "./load-options.ts";
import type {
  DefaultExport,
  ExecuteManyOptions,
  ExecuteOutcome,
  PluginManagerOptions,
} from "./manager-options.ts";
import { attributeVersion, type PluginError } from "./plugin-error.ts";
import type { PluginInput } from "./plugin-input.ts";
import { prepareCall, runCall } from "./plugin-call.ts";
import type { PluginResult } from "./plugin-result.ts";
import type { AnyPlugins, InputOf, OutputOf, PluginTypes } from "./plugin-types.ts";
import { PluginRegister } from "./plugin-register.ts";
import { Plugin, type PluginInfo } from "./plugin.ts";
import { findReference, isReference } from "./release/load-reference.ts";
import type { Releases } from "./release/release.ts";
import { runBounded } from "./run-bounded.ts";
import { UnderWay } from "./under-way.ts";
import { Followers } from "./update/followers.ts";
import { LoadedPlugin, type PluginVersions } from "./update/loaded-plugin.ts";
import type { VersionRef } from "./update/update-event.ts";
import { checkUpdate, type FollowOptions, type UpdateOptions } from "./update/update-options.ts";
import { Updater, type Update, type UpdateEvents } from "./update/updater.ts";
import { VialEngine } from "./vial-engine/vial-engine.ts";

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
  readonly #releases: Releases | undefined;
  readonly #plugins = new PluginRegister();
  /** Loads and updates. */
  readonly #loading = new UnderWay();
  readonly #closing = new UnderWay();
  readonly #followers = new Followers();
  readonly #updater: Updater;
  #disposed: Promise<void> | undefined;

  constructor({ engine = new VialEngine(), releases, keep }: PluginManagerOptions = {}) {
    this.#engine = engine;
    this.#releases = releases;
    const close = (plugin: Plugin): Promise<void> => this.#closing.add(plugin.close());
    this.#updater = new Updater({ engine, releases, keep, close });
  }

  /**
   * Reads, checks, compiles and starts a plugin.
   *
   * @throws PluginError `INVALID_OPTION`, `PLUGIN_EXISTS`, `SOURCE_UNREADABLE`, `MODULE_TOO_LARGE`, `DIGEST_MISMATCH`,
   *   `INVALID_MANIFEST`, `INVALID_MODULE`, `IMPORT_UNRESOLVED`, `MEMORY_LIMIT`, or, from the plugin's own start
   *   functions, `TRAP` and `DEADLINE_EXCEEDED`; for a source `oci://…` also the codes under "Releases" in docs/errors.md. Nothing is
   *   loaded then.
   */
  async load(name: keyof Plugins & string, options: LoadOptions): Promise<void> {
    this.#plugins.checkOpen();
    checkLoadOptions(name, options);
    const { source: _source, digest: _digest, version, ...settings } = options;
    const load = async (): Promise<LoadedPlugin> => {
      try {
        return new LoadedPlugin(name, { plugin: await this.#load(name, options), settings });
      } catch (error) {
        attributeVersion(error, version);
        throw error;
      }
    };
    await this.#loading.add(this.#plugins.add(name, load));
  }

  async #load(name: string, options: LoadOptions): Promise<Plugin> {
    // Any other source is read before anything is awaited: who gave its bytes may change them afterwards.
    const found = isReference(options.source) ? await findReference(name, options, this.#releases) : options;
    return await Plugin.load(name, found, this.#engine);
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
      const { trial, serving } = this.#plugins.find(name);
      if (trial !== undefined) return trial.execute(input, options, startedAt);
      return runCall(serving.plugin, prepareCall(serving.plugin, input, options, startedAt), startedAt);
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
    if ("into" in options)
      throw invalidOption("executeMany: its calls take no memory for their outputs", name);
    this.#plugins.find(name);
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
    const loaded = this.#plugins.take(name);
    this.#followers.stop(loaded);
    await this.#updater.succession.unload(loaded);
  }

  /**
   * Replaces a plugin's version while it is called. The new one is fetched, loaded and started beside the old one and runs its
   * release's fixtures; then the strategy gives it calls. It is taken back, by itself, when it does worse than the old one
   * (docs/guides/publish-and-update.md says how that is judged). Whatever fails, the old version keeps serving.
   *
   * @param wanted A semver range, a tag or a digest, as the option `releases` of this manager understands it.
   * @returns Once the new version gets its calls. What comes of it is `outcome`.
   * @throws PluginError `UPDATE_IN_PROGRESS`, `UPDATE_CANCELLED`, `HEALTH_CHECK_FAILED`, `INVALID_OPTION`; what `releases` and
   *   {@link load} throw.
   */
  async update(name: keyof Plugins & string, wanted: string, options: UpdateOptions = {}): Promise<Update> {
    const loaded = this.#plugins.find(name);
    const rules = checkUpdate(name, wanted, options, "update");
    return await this.#loading.add(this.#updater.update(loaded, { wanted, rules, signal: options.signal }));
  }

  /**
   * Goes back to the version before, at once: it is still there, started. Ends an update that is under way, in whatever state.
   *
   * @returns The version that serves now.
   * @throws PluginError `NO_PREVIOUS_VERSION`, `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  async rollback(name: keyof Plugins & string): Promise<VersionRef> {
    return this.#updater.succession.rollback(this.#plugins.find(name));
  }

  /**
   * Ends a trial in the new version's favour, without waiting for it to prove itself.
   *
   * @returns The version that serves now.
   * @throws PluginError `UPDATE_NOT_FOUND`, `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  async promote(name: keyof Plugins & string): Promise<VersionRef> {
    return this.#updater.succession.promote(this.#plugins.find(name));
  }

  /**
   * Looks again and again what a range or a tag stands for, and updates the plugin to it, until what it returns is disposed of or the
   * plugin is unloaded. What it does and fails to do are events ({@link updates}).
   *
   * @throws PluginError `INVALID_OPTION`, `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`.
   */
  follow(name: keyof Plugins & string, wanted: string, options: FollowOptions = {}): Disposable {
    const loaded = this.#plugins.find(name);
    const rules = checkUpdate(name, wanted, options, "follow");
    const { everyMs = 60_000 } = options;
    return this.#followers.start({ loaded, updater: this.#updater, wanted, rules, everyMs });
  }

  /** A plugin's versions, the update under way, and what happened to them. */
  versions(name: keyof Plugins & string): PluginVersions {
    return this.#plugins.find(name).versions;
  }

  /** Emits `update` for everything that happens to versions: each step of an update, each decision with its reason. */
  get updates(): EventEmitter<UpdateEvents> {
    return this.#updater.events;
  }

  /** The loaded plugins, in the order in which they were loaded. */
  list(): PluginInfo[] {
    return this.#plugins.loaded.map(({ serving }) => serving.plugin.info);
  }

  /** Refuses new calls, answers the ones already accepted, and ends all instances and workers. */
  [Symbol.asyncDispose](): Promise<void> {
    return (this.#disposed ??= this.#dispose());
  }

  async #dispose(): Promise<void> {
    const { succession } = this.#updater;
    this.#plugins.close();
    for (const loaded of this.#plugins.loaded) {
      this.#followers.stop(loaded);
      if (loaded.update?.candidate === undefined && loaded.update !== undefined)
        succession.cancel(loaded, loaded.update);
    }
    await this.#loading.settled();
    await Promise.all(this.#plugins.loaded.map((loaded) => succession.unload(loaded)));
    this.#plugins.clear();
    await this.#closing.settled();
    await this.#engine[Symbol.asyncDispose]();
  }
}
