import type { Digest } from "./digest.ts";
import type {
  CompiledPlugin,
  Engine,
  FailureScope,
  Isolation,
  PluginSpec,
  PluginState,
} from "./engine/engine.ts";
import type { ExtismManifest } from "./extism-manifest.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { LoadOptions } from "./load-options.ts";
import { checkDigest, readSource } from "./plugin-source.ts";
import { RunnerPool } from "./runner-pool.ts";

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
  /** Linear memories of all instances, in bytes. */
  readonly memoryBytes: number;
}

/** A plugin that is loaded: compiled, started, ready for calls. */
export class Plugin {
  readonly spec: PluginSpec;
  readonly pool: RunnerPool;
  readonly scope: FailureScope;
  readonly #compiled: CompiledPlugin;
  readonly #engine: string;

  static async load(name: string, options: LoadOptions, engine: Engine): Promise<Plugin> {
    const spec = await readSpec(name, options);
    const compiled = await engine.compile(spec);
    const plugin = new Plugin(spec, compiled, engine.name, options.concurrency);
    try {
      await plugin.pool.prepare();
      return plugin;
    } catch (error) {
      compiled.release();
      throw error;
    }
  }

  private constructor(
    spec: PluginSpec,
    compiled: CompiledPlugin,
    engine: string,
    concurrency: number | undefined,
  ) {
    this.spec = spec;
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
    return this.#compiled.exports.has(exportName);
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
      exports: [...this.#compiled.exports],
      instances: this.pool.size,
      queued: this.pool.queued,
      memoryBytes: this.pool.memoryBytes,
    };
  }

  /** Waits for the calls that were accepted. */
  async close(): Promise<void> {
    await this.pool.close();
    this.#compiled.release();
  }
}

async function readSpec(name: string, options: LoadOptions): Promise<PluginSpec> {
  const given = defined(options.limits);
  const limits = { ...defaultLimits, ...given };
  const { modules, manifest } = await readSource(options.source, {
    plugin: name,
    maxBytes: limits.moduleBytes,
    fetchMs: limits.startMs,
  });
  const main = modules.find((module) => module.name === "main")!;
  if (options.digest !== undefined) checkDigest(main.digest, options.digest, name, "main");
  return {
    name,
    version: options.version,
    modules,
    isolation: options.isolation ?? "thread",
    state: options.state ?? "fresh",
    config: { ...manifest?.config, ...options.config },
    functions: options.functions ?? {},
    allowedHosts: options.allowedHosts ?? manifest?.allowed_hosts ?? [],
    limits: { ...defaultLimits, ...manifestLimits(manifest), ...given },
    logLevel: options.onLog === undefined ? "silent" : (options.logLevel ?? "info"),
    onLog: options.onLog,
  };
}

/** What an Extism manifest limits; the load options' own limits come before it. */
function manifestLimits(manifest: ExtismManifest | undefined): Partial<Limits> {
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
