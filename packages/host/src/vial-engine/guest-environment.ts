import type { Call, PluginSpec } from "../engine/engine.ts";
import { CpuMeter } from "../engine/cpu-time.ts";
import {
  hostFunction,
  isAsync,
  type CallContext,
  type HostFunction,
  type HostFunctions,
  type HostValue,
} from "../engine/host-function.ts";
import type { LogEntry } from "../engine/log.ts";
import { ActiveCall } from "./active-call.ts";
import { GuestLog } from "./guest-log.ts";
import { callHost, type ImportedFunction } from "./host-call.ts";
import { hostEnvironment } from "./host-environment.ts";
import { kernelFunctions, type Kernel } from "./kernel.ts";
import type { FunctionImport } from "./link-plan.ts";
import { Vars } from "./vars.ts";
import { sourcesOf } from "./sources.ts";
import { Wasi, wasiNamespace } from "./wasi.ts";

/** What a guest needs to know of its plugin; passes to a worker as a message. */
export type GuestSpec = Pick<
  PluginSpec,
  "name" | "version" | "state" | "config" | "limits" | "logLevel" | "reproducible"
>;

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
  /** Of the plugin's own code where host functions run on the same thread. */
  readonly cpu: CpuMeter = new CpuMeter();
  readonly #vars: Vars;
  readonly #log: GuestLog;
  readonly #environment: ReadonlyMap<string, WebAssembly.ImportValue>;
  readonly #functions: HostFunctions;

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
    const memory = kernelFunctions.map((name) => [name, kernel.exports[name]!] as const);
    this.#environment = new Map([...Object.entries(environment), ...memory]);
    this.#functions = functions;
  }

  /** A part of WASI for one module, which needs to be given that module's memory. */
  createWasi(): Wasi {
    return new Wasi(this.#log, sourcesOf(this.spec.reproducible));
  }

  /** What the host gives for an import that the link plan found it to answer. */
  provide({ module: namespace, name, signature }: FunctionImport, wasi: Wasi): WebAssembly.ImportValue {
    const own = hostFunction(this.#functions, namespace, name);
    if (own !== undefined)
      return this.#wrap(
        { namespace, name, parameters: signature.parameters, result: signature.results[0] },
        own,
      );
    return namespace === wasiNamespace
      ? (wasi.imports[name] as WebAssembly.ImportValue)
      : this.#environment.get(name)!;
  }

  /** Before an instance is made: forgets what earlier ones left. */
  beginStart(): void {
    this.active.failure = undefined;
    this.#vars.clear();
    this.#log.begin();
  }

  /** After its start functions ran: fresh state is what they left. */
  endStart(): void {
    this.active.end();
    this.#vars.checkpoint();
  }

  begin(call: Call): void {
    this.active.begin(call);
    this.#log.begin();
  }

  /** Ends the call. What it left in the kernel's memory is wiped by whoever has read the output. */
  end(): void {
    this.active.end();
    if (this.spec.state === "fresh") this.#vars.restore();
  }

  /** Gives up a plugin that cannot be stopped: nothing it still does gets out. */
  abandon(): void {
    this.active.abandon();
    this.#log.close();
  }

  #wrap(imported: ImportedFunction, own: HostFunction): WebAssembly.ImportValue {
    const { active, cpu, kernel } = this;
    const context = (): CallContext => active.context(kernel);
    const call = (...args: HostValue[]): unknown => {
      let answer: unknown;
      cpu.pause();
      try {
        answer = callHost(active, imported, own, context, args);
      } finally {
        if (!(answer instanceof Promise)) cpu.resume();
      }
      return answer instanceof Promise ? answer.finally(() => cpu.resume()) : answer;
    };
    return isAsync(own) ? new Suspending(call) : call;
  }
}
