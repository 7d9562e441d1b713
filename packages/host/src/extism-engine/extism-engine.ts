import {
  createPlugin,
  type CallContext as ExtismContext,
  type Plugin as ExtismPlugin,
  type PluginOutput,
} from "@extism/extism";
import { userNamespace } from "@vial/pdk-types";
import { checkAbiVersion, isAbiExport } from "../abi-version.ts";
import { Admission } from "../admission/admission.ts";
import { admittedModules } from "../admission/admitted-modules.ts";
import { ModuleCache } from "../admission/compiled-module.ts";
import { ModuleCompiler } from "../admission/module-compiler.ts";
import type { Call, CompiledPlugin, Engine, FailureScope, PluginSpec, Runner } from "../engine/engine.ts";
import { isAsync, type CallContext, type HostFunction, type HostValue } from "../engine/host-function.ts";
import { HttpSession } from "../engine/http/http-session.ts";
import { watchInterruption } from "../engine/interruption.ts";
import { escapeControls, type LogLevel } from "../engine/log.ts";
import { outputTooLarge } from "../engine/output-limit.ts";
import { PluginError } from "../plugin-error.ts";

type ExtismFunction = (context: ExtismContext, ...args: HostValue[]) => unknown;

/**
 * `@extism/extism`, the reference implementation, behind Vial's engine interface. It is the oracle of the
 * differential tests and the baseline of the benchmarks. Plugins are admitted as with Vial's own engine, before anything
 * is compiled; from there on it keeps the SDK's own behaviour, which is not safe for code one does not trust
 * (docs/threat-model.md). State is always shared, whatever a plugin was loaded with.
 *
 * @example
 * ```ts
 * import { PluginManager } from "@vial/host";
 * import { ExtismEngine } from "@vial/host/extism";
 *
 * await using plugins = new PluginManager({ engine: new ExtismEngine() });
 * ```
 */
export class ExtismEngine implements Engine {
  readonly name = "extism";
  readonly #compiler = new ModuleCompiler();
  readonly #admission = new Admission(this.#compiler);
  readonly #modules = new ModuleCache((preparation, cost, budget) =>
    this.#compiler.compile(preparation, cost, budget),
  );

  async compile(spec: PluginSpec): Promise<CompiledPlugin> {
    if (spec.isolation === "process") {
      const message = 'load: isolation "process" is not among the levels of the reference engine';
      throw new PluginError("INVALID_OPTION", message, { plugin: spec.name, phase: "manage" });
    }
    // The SDK runs the plugin's instructions as they are: only the limits are written into its modules.
    const { modules, release } = await admittedModules(
      { ...spec, codeInPlace: true },
      this.#admission,
      this.#modules,
    );
    try {
      const named = [...modules].map(([name, { code }]) => ({ name, module: code }));
      const exports = modules
        .get("main")!
        .shape.exports.filter(({ kind }) => kind === "function")
        .map(({ name }) => name);
      checkAbiVersion(exports, { plugin: spec.name, version: spec.version });
      return {
        exports: new Set(exports.filter((name) => !isAbiExport(name))),
        defaultConcurrency: 1,
        createRunner: () => createRunner(spec, named),
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#compiler[Symbol.asyncDispose]();
  }
}

interface NamedModule {
  readonly name: string;
  readonly module: WebAssembly.Module;
}

async function createRunner(spec: PluginSpec, modules: readonly NamedModule[]): Promise<Runner> {
  const { name: plugin, version, limits } = spec;
  // What the SDK does not have; its own HTTP it answers itself.
  const http = new HttpSession({ plugin, version }, spec.http, limits);
  const functions = {
    ...spec.functions,
    [userNamespace]: { ...http.userFunctions, ...spec.functions[userNamespace] },
  };
  return new ExtismRunner(spec, await create({ ...spec, functions }, modules), http);
}

async function create(spec: PluginSpec, modules: readonly NamedModule[]): Promise<ExtismPlugin> {
  const { name: plugin, version } = spec;
  const usesWasi = modules.some(({ module }) =>
    WebAssembly.Module.imports(module).some((each) => each.module.startsWith("wasi")),
  );
  try {
    return await createPlugin(
      { wasm: modules.map(({ name, module }) => ({ name, module })) },
      {
        runInWorker: spec.isolation === "thread",
        useWasi: usesWasi,
        // The SDK changes the object it is given, so each plugin gets its own.
        functions: Object.fromEntries(
          Object.entries(spec.functions).map(
            ([namespace, own]) => [namespace, adaptAll(own, plugin)] as const,
          ),
        ),
        config: { ...spec.config },
        allowedHosts: [...spec.granted.hostPatterns],
        memory: { maxVarBytes: spec.limits.varBytes, maxHttpResponseBytes: spec.limits.httpResponseBytes },
        logger: loggerOf(spec),
        logLevel: spec.logLevel,
        allowHttpResponseHeaders: true,
      },
    );
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) {
      throw new PluginError("TRAP", `The plugin trapped: ${cause.message}.`, {
        plugin,
        version,
        phase: "instantiate",
      });
    }
    const message = "The reference engine could not link the plugin. See the cause.";
    throw new PluginError("IMPORT_UNRESOLVED", message, { plugin, version, phase: "load", cause });
  }
}

class ExtismRunner implements Runner {
  readonly begun = true;
  readonly #spec: PluginSpec;
  readonly #plugin: ExtismPlugin;
  readonly #http: HttpSession;
  #usable = true;

  constructor(spec: PluginSpec, plugin: ExtismPlugin, http: HttpSession) {
    this.#spec = spec;
    this.#plugin = plugin;
    this.#http = http;
  }

  get usable(): boolean {
    return this.#usable;
  }

  /** The SDK does not tell. */
  get memoryBytes(): number {
    return 0;
  }

  async run(call: Call): Promise<Uint8Array> {
    const scope: FailureScope = { plugin: this.#spec.name, version: this.#spec.version, phase: "call" };
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    this.#http.begin(call);
    using _watch = watchInterruption(call, scope, (error) => {
      this.#usable = false;
      reject(error);
    });
    const answer = this.#plugin.call(call.exportName, call.input, call.hostContext);
    try {
      const output = await Promise.race([answer, interrupted]);
      return this.#copy(output, scope);
    } catch (error) {
      answer.catch(() => {});
      throw asPluginError(error, scope);
    }
  }

  async close(): Promise<void> {
    this.#usable = false;
    await this.#plugin.close();
  }

  #copy(output: PluginOutput | null, scope: FailureScope): Uint8Array {
    const view = output?.bytes() ?? new Uint8Array(0);
    const { outputBytes } = this.#spec.limits;
    if (view.length > outputBytes) throw outputTooLarge(view.length, outputBytes, scope);
    const bytes = new Uint8Array(view.length);
    bytes.set(view);
    return bytes;
  }
}

/** From the SDK's worker come objects like this, which are no `Error`. */
interface WorkerError {
  readonly message?: string;
  readonly originalStack?: string;
}

const reported = "Plugin-originated error: ";

function asPluginError(error: unknown, scope: FailureScope): PluginError {
  if (error instanceof PluginError) return error;
  const { message = "", originalStack } = (error ?? {}) as WorkerError;
  const guest = message.indexOf(reported);
  if (guest !== -1) {
    const guestMessage = message.slice(guest + reported.length);
    return new PluginError("PLUGIN_ERROR", "The plugin reported an error; what it said is in guestMessage.", {
      ...scope,
      guestMessage,
    });
  }
  if (message.includes("HTTP request to"))
    return new PluginError("HTTP_REFUSED", "The plugin's HTTP request was refused.", scope);
  const trapped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (trapped || /^(?:RuntimeError|RangeError)\b/.test(originalStack ?? "")) {
    return new PluginError("TRAP", "The plugin trapped.", scope);
  }
  return new PluginError("HOST_FUNCTION_FAILED", "A host function failed. See the cause.", {
    ...scope,
    cause: error,
  });
}

function adaptAll(
  own: Readonly<Record<string, HostFunction>>,
  plugin: string,
): Record<string, ExtismFunction> {
  return Object.fromEntries(Object.entries(own).map(([name, each]) => [name, adapt(each, plugin)]));
}

function adapt(own: HostFunction, plugin: string): ExtismFunction {
  // The SDK knows an asynchronous function by its class.
  if (isAsync(own)) return async (context, ...args) => own(contextOf(context, plugin), ...args);
  return (context, ...args) => own(contextOf(context, plugin), ...args);
}

const neverAborted = new AbortController().signal;

function contextOf(context: ExtismContext, plugin: string): CallContext {
  return {
    plugin,
    hostContext: context.hostContext(),
    signal: neverAborted,
    bytes: (handle) => (handle === 0n ? new Uint8Array(0) : (context.read(handle)?.bytes().slice() ?? null)),
    text: (handle) => (handle === 0n ? "" : (context.read(handle)?.text() ?? null)),
    store: (value) => (value.length === 0 ? 0n : context.store(value)),
    // The SDK offers host functions no way to free a block; it frees all of them when the next call starts.
    free: () => {},
  };
}

function loggerOf({ name, onLog }: PluginSpec): Console {
  const at = (level: Exclude<LogLevel, "silent">) => (message: string) =>
    onLog?.({ plugin: name, level, message: escapeControls(message) });
  const levels = {
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
  return levels as unknown as Console;
}
