import type { Contract } from "./contract/contract.ts";
import { loadCompiler } from "./contract/load-compiler.ts";
import type {
  CompiledPlugin,
  Engine,
  FailureScope,
  Isolation,
  PluginSpec,
  PluginState,
} from "./engine/engine.ts";
import { defaultLimits } from "./limits.ts";
import type { LoadOptions } from "./load-options.ts";
import { specOf } from "./plugin-spec.ts";
import { PluginError, quoteName } from "./plugin-error.ts";
import type { DataGuard } from "./policy/data-guard.ts";
import { RunnerPool } from "./runner-pool.ts";
import type { Digest } from "./source/digest.ts";
import { readSource, type ResolvedSource } from "./source/plugin-source.ts";

/** A loaded plugin as `list()` shows it. */
export interface PluginInfo {
  readonly name: string;
  readonly version: string | undefined;
  /** Of the main module. */
  readonly digest: Digest;
  readonly engine: string;
  readonly isolation: Isolation;
  readonly state: PluginState;
  /** The exports `execute` can call. */
  readonly exports: readonly string[];
  /** Instances there are at the moment. */
  readonly instances: number;
  /** Calls that wait for an instance. */
  readonly queued: number;
  /** For how long calls are refused (`PLUGIN_QUARANTINED`), in milliseconds; 0 when they are not. */
  readonly quarantineMs: number;
  /** Linear memories of all instances, in bytes. */
  readonly memoryBytes: number;
}

interface PluginParts {
  readonly spec: PluginSpec;
  readonly contract: Contract | undefined;
  readonly guard: DataGuard | undefined;
  readonly exports: ReadonlySet<string>;
  readonly compiled: CompiledPlugin;
  readonly engine: string;
  readonly release: ResolvedSource["release"];
}

/** How a plugin is made ready, besides its load options. */
export interface LoadSettings {
  /** Instances to start; 1 unless set. */
  readonly runners?: number;
  /** Changes what the plugin is run with. */
  readonly adapt?: (spec: PluginSpec) => PluginSpec;
}

/** A plugin that is loaded: compiled, started, ready for calls. */
export class Plugin {
  readonly spec: PluginSpec;
  readonly pool: RunnerPool;
  readonly scope: FailureScope;
  /** What its messages are checked against; absent when its manifest has no schemas, or it has no manifest. */
  readonly contract: Contract | undefined;
  /** What its messages are held to by their classes of data; absent when its policy says nothing of them. */
  readonly guard: DataGuard | undefined;
  /** Which release it is, where it came as one, and as what newer ones are looked for: its repository, or its name. */
  readonly release: Digest | undefined;
  readonly releasedAs: string | undefined;
  readonly #exports: ReadonlySet<string>;
  readonly #compiled: CompiledPlugin;
  readonly #engine: string;

  static async load(
    name: string,
    options: LoadOptions,
    engine: Engine,
    { runners = 1, adapt = (spec) => spec }: LoadSettings = {},
  ): Promise<Plugin> {
    const source = await readSource(options.source, {
      plugin: name,
      maxBytes: options.limits?.moduleBytes ?? defaultLimits.moduleBytes,
      fetchMs: options.limits?.startMs ?? defaultLimits.startMs,
    });
    const spec = adapt(specOf(name, options, source));
    const contract = await contractOf(name, source);
    const guard = await guardOf(spec, source, contract, options);
    const compiled = await engine.compile(spec);
    try {
      const exports = callableOf(compiled, source, spec);
      const plugin = new Plugin(
        { spec, contract, guard, exports, compiled, engine: engine.name, release: source.release },
        options.concurrency,
      );
      await plugin.pool.prepare(runners);
      return plugin;
    } catch (error) {
      compiled.release();
      throw error;
    }
  }

  private constructor(
    { spec, contract, guard, exports, compiled, engine, release }: PluginParts,
    concurrency: number | undefined,
  ) {
    this.spec = spec;
    this.contract = contract;
    this.guard = guard;
    this.release = release?.digest;
    this.releasedAs = release?.repository ?? release?.name;
    this.#exports = exports;
    this.#compiled = compiled;
    this.#engine = engine;
    this.scope = { plugin: spec.name, version: spec.version, phase: "call" };
    this.pool = new RunnerPool(compiled, {
      scope: this.scope,
      concurrency: concurrency ?? compiled.defaultConcurrency,
      maxQueued: spec.limits.queuedCalls,
    });
  }

  has(exportName: string): boolean {
    return this.#exports.has(exportName);
  }

  /** Of the main module. */
  get digest(): Digest {
    return this.spec.modules.find((module) => module.name === "main")!.digest;
  }

  get info(): PluginInfo {
    const { name, version, isolation, state } = this.spec;
    return {
      name,
      version,
      digest: this.digest,
      engine: this.#engine,
      isolation,
      state,
      exports: [...this.#exports],
      instances: this.pool.size,
      queued: this.pool.queued,
      quarantineMs: this.pool.quarantineMs,
      memoryBytes: this.pool.memoryBytes,
    };
  }

  /** Waits for the calls that were accepted. */
  async close(): Promise<void> {
    await this.pool.close();
    this.#compiled.release();
  }
}

async function contractOf(plugin: string, { schemas }: ResolvedSource): Promise<Contract | undefined> {
  const checked = [...(schemas ?? [])].filter(([, { input, output }]) => input ?? output);
  if (checked.length === 0) return undefined;
  const { compileContract } = await loadCompiler();
  return compileContract(new Map(checked), plugin);
}

async function guardOf(
  { granted, manifest }: PluginSpec,
  { schemas }: ResolvedSource,
  contract: Contract | undefined,
  { policy, onLeak }: LoadOptions,
): Promise<DataGuard | undefined> {
  if (granted.data === undefined && policy?.scan === undefined) return undefined;
  // Loaded here, so that hosts that do not use it start without it.
  const { DataGuard: Guard } = await import("./policy/data-guard.ts");
  return new Guard({ manifest, schemas, contract, granted, scan: policy?.scan, onLeak });
}

/** The exports that can be called: with a manifest those that it declares, all of which have to be there. */
function callableOf(
  compiled: CompiledPlugin,
  { manifest }: ResolvedSource,
  { name: plugin, version }: PluginSpec,
): ReadonlySet<string> {
  if (manifest === undefined) return compiled.exports;
  const declared = Object.keys(manifest.exports);
  const missing = declared.find((name) => !compiled.exports.has(name));
  if (missing === undefined) return new Set(declared);
  const message = `The manifest declares an export ${quoteName(missing)} that the module does not have, or not as a function without parameters that returns nothing or an i32.`;
  throw new PluginError("EXPORT_MISSING", message, { plugin, version, phase: "load" });
}
