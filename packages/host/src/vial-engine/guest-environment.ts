import { environmentNamespace } from "@vial/pdk-types";
import type { Call, PluginSpec } from "../engine/engine.ts";
import { isAsync, type HostFunctions, type HostFunction, type HostValue } from "../engine/host-function.ts";
import type { LogEntry } from "../engine/log.ts";
import { ActiveCall } from "./active-call.ts";
import { GuestLog } from "./guest-log.ts";
import { guarded, hostEnvironment } from "./host-environment.ts";
import { kernelFunctions, type Kernel } from "./kernel.ts";
import type { PlannedModule } from "./link-plan.ts";
import { Vars } from "./vars.ts";
import { Wasi, wasiNamespace } from "./wasi.ts";

/** What a guest needs to know of its plugin; passes to a worker as a message. */
export type GuestSpec = Pick<PluginSpec, "name" | "version" | "state" | "config" | "limits" | "logLevel">;

interface EnvironmentOptions {
  readonly spec: GuestSpec;
  readonly kernel: Kernel;
  /** The plugin's own host functions, HTTP among them. */
  readonly functions: HostFunctions;
  readonly writeLog: (level: LogEntry["level"], message: string) => void;
}

// Not in TypeScript's library yet (WebAssembly JavaScript Promise Integration, phase 4).
const { Suspending } = WebAssembly as unknown as {
  readonly Suspending: new (fn: (...args: HostValue[]) => unknown) => WebAssembly.ImportValue;
};

/** All that a plugin can reach: made once per runner, it serves one instance after the other. */
export class GuestEnvironment {
  readonly kernel: Kernel;
  readonly active: ActiveCall;
  readonly spec: GuestSpec;
  readonly #vars: Vars;
  readonly #log: GuestLog;
  readonly #imports: WebAssembly.Imports;

  constructor({ spec, kernel, functions, writeLog }: EnvironmentOptions) {
    this.spec = spec;
    this.kernel = kernel;
    this.active = new ActiveCall(spec.name, spec.version);
    this.#vars = new Vars(spec.limits.varBytes);
    this.#log = new GuestLog(spec.logLevel, spec.limits.logBytes, writeLog);
    const environment = hostEnvironment({
      kernel,
      active: this.active,
      config: new Map(Object.entries(spec.config)),
      vars: this.#vars,
      varsEnabled: spec.limits.varBytes > 0,
      log: this.#log,
    });
    const memory = Object.fromEntries(kernelFunctions.map((name) => [name, kernel.exports[name]!]));
    this.#imports = { [environmentNamespace]: { ...environment, ...memory } };
    for (const [namespace, own] of Object.entries(functions)) {
      const wrapped = Object.entries(own).map(
        ([name, each]) => [name, this.#wrap(namespace, name, each)] as const,
      );
      this.#imports[namespace] = { ...this.#imports[namespace], ...Object.fromEntries(wrapped) };
    }
  }

  /** What the host gives one module; a module that uses WASI gets one bound to its own memory. */
  importsFor(module: PlannedModule): {
    readonly imports: WebAssembly.Imports;
    readonly wasi: Wasi | undefined;
  } {
    if (!module.imports.some((each) => each.module === wasiNamespace))
      return { imports: this.#imports, wasi: undefined };
    const wasi = new Wasi(this.#log);
    return {
      imports: { ...this.#imports, [wasiNamespace]: wasi.imports as WebAssembly.ModuleImports },
      wasi,
    };
  }

  begin(call: Call): void {
    this.active.begin(call);
    this.#log.begin();
  }

  /** Ends the call. What it left in the kernel's memory is wiped by whoever has read the output. */
  end(): void {
    this.active.end();
    if (this.spec.state === "fresh") this.#vars.clear();
  }

  /** Forgets what earlier instances left, before the next one starts. */
  forget(): void {
    this.#vars.clear();
  }

  #wrap(namespace: string, name: string, own: HostFunction): WebAssembly.ImportValue {
    const { active, kernel } = this;
    const mayWait = isAsync(own);
    const run = guarded(active, namespace, name, (...args: HostValue[]) => {
      const result = own(active.context(kernel), ...args);
      if (!mayWait && result instanceof Promise) {
        result.catch(() => {});
        throw new TypeError(
          "It returned a promise without being declared async; use an async function or asyncHostFunction",
        );
      }
      return result;
    });
    return mayWait ? new Suspending(run) : run;
  }
}
