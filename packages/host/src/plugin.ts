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
import { defaultLimits, type Limits } from "./limits.ts";
import type { LoadOptions } from "./load-options.ts";
import { PluginError, quoteName } from "./plugin-error.ts";
import type { DataGuard } from "./policy/data-guard.ts";
import { grantedBy } from "./policy/granted.ts";
import { HttpRules } from "./policy/http-rules.ts";
import { requestedBy } from "./policy/requested.ts";
import { readableConfig } from "./policy/readable-config.ts";
import { RunnerPool } from "./runner-pool.ts";
import type { Digest } from "./source/digest.ts";
import type { ExtismManifest } from "./source/extism-manifest.ts";
import { checkDigest } from "./source/extism-modules.ts";
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
  readonly #exports: ReadonlySet<string>;
  readonly #compiled: CompiledPlugin;
  readonly #engine: string;

  static async load(name: string, options: LoadOptions, engine: Engine): Promise<Plugin> {
    const source = await readSource(options.source, {
      plugin: name,
      maxBytes: options.limits?.moduleBytes ?? defaultLimits.moduleBytes,
      fetchMs: options.limits?.startMs ?? defaultLimits.startMs,
    });
    const spec = specOf(name, options, source);
    const contract = await contractOf(name, source);
    const guard = await guardOf(spec, source, contract, options);
    const compiled = await engine.compile(spec);
    try {
      const exports = callableOf(compiled, source, spec);
      const plugin = new Plugin(
        { spec, contract, guard, exports, compiled, engine: engine.name },
        options.concurrency,
      );
      await plugin.pool.prepare();
      return plugin;
    } catch (error) {
      compiled.release();
      throw error;
    }
  }

  private constructor(
    { spec, contract, guard, exports, compiled, engine }: PluginParts,
    concurrency: number | undefined,
  ) {
    this.spec = spec;
    this.contract = contract;
    this.guard = guard;
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

  get info(): PluginInfo {
    const { name, version, modules, isolation, state } = this.spec;
    return {
      name,
      version,
      digest: modules.find((module) => module.name === "main")!.digest,
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

function specOf(
  name: string,
  options: LoadOptions,
  { modules, extism, manifest }: ResolvedSource,
): PluginSpec {
  const main = modules.find((module) => module.name === "main")!;
  if (options.digest !== undefined) checkDigest(main.digest, options.digest, name, "main");
  const granted = grantedBy({
    ...options,
    allowedHosts: options.allowedHosts ?? extism?.allowed_hosts ?? [],
  });
  const config = { ...extism?.config, ...options.config };
  return {
    name,
    version: options.version ?? manifest?.version,
    tenant: options.tenant,
    manifest,
    granted,
    modules,
    isolation: options.isolation ?? "thread",
    state: options.state ?? "fresh",
    config: readableConfig(config, options.secrets ?? {}, granted, manifest),
    functions: options.functions ?? {},
    http: new HttpRules(
      manifest === undefined ? undefined : requestedBy(manifest, config).http,
      granted,
      options.secrets ?? {},
    ),
    limits: {
      ...defaultLimits,
      ...extismLimits(extism),
      ...lowered(manifest?.limits),
      ...defined(options.limits),
    },
    logLevel: options.onLog === undefined ? "silent" : (options.logLevel ?? "info"),
    onLog: options.onLog,
    secretValues: Object.values(options.secrets ?? {}),
    debug: options.debug ?? false,
  };
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

/** A plugin may ask for less than the default. More is for the host to give. */
function lowered(limits: Partial<Limits> = {}): Partial<Limits> {
  const keys = Object.keys(limits) as (keyof Limits)[];
  return Object.fromEntries(keys.map((key) => [key, Math.min(limits[key]!, defaultLimits[key])]));
}

/** What an Extism manifest limits; the load options' own limits come before it. */
function extismLimits(manifest: ExtismManifest | undefined): Partial<Limits> {
  const {
    max_pages: pages,
    max_http_response_bytes: httpResponseBytes,
    max_var_bytes: varBytes,
  } = manifest?.memory ?? {};
  return defined({
    memoryBytes: pages === undefined ? undefined : pages * 65_536,
    httpResponseBytes,
    varBytes,
    deadlineMs: manifest?.timeout_ms ?? undefined,
  });
}

/** Without the limits that are there but undefined, which would take the place of the defaults. */
function defined(limits: Partial<Record<keyof Limits, number | undefined>> = {}): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
