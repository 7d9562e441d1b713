import { ended } from "../engine/call-phase.ts";
import type { Call } from "../engine/engine.ts";
import { PluginError } from "../plugin-error.ts";
import type { ActiveCall } from "./active-call.ts";
import type { GuestEnvironment } from "./guest-environment.ts";
import { guestText } from "./guest-text.ts";
import { DirectLane, KernelLane, type Lane } from "./lanes.ts";
import type { FunctionImport, LinkPlan, PlannedModule } from "./link-plan.ts";
import { Snapshot } from "./snapshot.ts";
import { GuestExit } from "./wasi.ts";

type Entry = () => unknown;

const { promising } = WebAssembly as unknown as {
  promising(fn: unknown): (...args: number[]) => Promise<unknown>;
};

/** A plugin's linked instances, ready to be called. */
export class Guest {
  readonly #environment: GuestEnvironment;
  readonly #suspends: boolean;
  readonly #memories: ReadonlySet<WebAssembly.Memory>;
  readonly #entries = new Map<string, Entry>();
  readonly #exports: WebAssembly.Exports;
  readonly #snapshot: Snapshot | undefined;
  readonly #lane: Lane;
  #intact = true;
  #outputLength = 0;

  /**
   * Instantiates a plugin's modules and runs their initialisers. What they leave in the kernel's memory is for the
   * caller to wipe.
   */
  static create(plan: LinkPlan, environment: GuestEnvironment): Guest | Promise<Guest> {
    const instances = new Map<string, WebAssembly.Instance>();
    const steps = plan.modules.flatMap((module) => [
      () => void instances.set(module.name, instantiate(module, instances, environment)),
      ...module.initialisers.map(
        (name) => () => initialise(instances.get(module.name)!, name, plan.suspends),
      ),
    ]);
    const finish = (): Guest => {
      environment.endStart();
      return new Guest(plan, environment, [...instances.values()]);
    };
    const fail = (error: unknown): never => {
      const failure = failureOf(environment, error);
      environment.endStart();
      throw failure;
    };
    environment.beginStart();
    if (plan.suspends && plan.runsCodeAtStart) return inTurn(steps).then(finish).catch(fail);
    try {
      for (const step of steps) void step();
    } catch (error) {
      fail(error);
    }
    return finish();
  }

  private constructor(
    plan: LinkPlan,
    environment: GuestEnvironment,
    instances: readonly WebAssembly.Instance[],
  ) {
    this.#environment = environment;
    this.#suspends = plan.suspends;
    const exported = instances.flatMap(({ exports }) => Object.values(exports));
    this.#memories = new Set(exported.filter((value) => value instanceof WebAssembly.Memory));
    this.#exports = instances.at(-1)!.exports;
    this.#lane = plan.directLane
      ? new DirectLane(this.#exports, environment.active)
      : new KernelLane(environment.kernel, environment.active);
    const restores = environment.spec.state === "fresh" && plan.restorable;
    this.#snapshot = restores ? Snapshot.take(instances) : undefined;
  }

  /** Runs an export on the input; afterwards its output is there. Fails with the call's `PluginError`. */
  run(call: Call): void | Promise<void> {
    try {
      this.#lane.setInput(call.input);
      ended("copied-in");
      const returned = this.#entry(call.exportName)();
      if (!(returned instanceof Promise)) return this.#finish(returned);
      return returned.then((code) => this.#finish(code)).catch((error: unknown) => this.#recover(error));
    } catch (error) {
      return this.#recover(error);
    }
  }

  /** Length in bytes of the output. */
  get outputLength(): number {
    return this.#outputLength;
  }

  /**
   * A copy of the output, in `into` if there is room. To be taken once: where the state is to be fresh, the output may be gone
   * afterwards.
   */
  output(into?: Uint8Array): Uint8Array {
    return this.#lane.output(this.#snapshot, into);
  }

  /** Puts the output where the host finds it when the plugin runs in a worker: into the memory both share. */
  publishOutput(): void {
    this.#lane.publish(this.#environment.kernel);
  }

  /** Makes ready for the call after one of `exportName`; false when the instances have to be replaced. */
  renew(exportName: string): boolean {
    // What a call that was unwound half-way left behind cannot be trusted.
    if (!this.#intact) return false;
    // A WASI command is finished after `_start` (libextism starts it anew as well).
    if (this.#environment.spec.state === "shared") return exportName !== "_start";
    return this.#snapshot?.restore() ?? false;
  }

  /** The linear memories of the instances, in bytes. */
  get memoryBytes(): number {
    let bytes = 0;
    for (const memory of this.#memories) bytes += memory.buffer.byteLength;
    return bytes;
  }

  #entry(name: string): Entry {
    let entry = this.#entries.get(name);
    if (entry === undefined) {
      const exported = this.#exports[name] as Entry;
      entry = this.#suspends ? promising(exported) : exported;
      this.#entries.set(name, entry);
    }
    return entry;
  }

  #finish(code: unknown): void {
    ended("ran");
    const { active, kernel } = this.#environment;
    if (active.failure !== undefined) throw active.failure;
    if (code === undefined || code === 0) {
      // A plugin may report an error and return 0: libextism takes it for a failure, and so does Vial.
      const error = kernel.error();
      if (error !== undefined) throw pluginError(active, "The plugin reported an error", error);
      this.#outputLength = this.#lane.outputLength();
      return;
    }
    const text = kernel.error() ?? this.#lane.errorText();
    throw pluginError(active, `The plugin reported an error (returned ${String(code)})`, text);
  }

  /** Tells a plugin that returned and said something wrong from one that was unwound. */
  #recover(error: unknown): void {
    const { active } = this.#environment;
    const returned = error instanceof PluginError && active.failure === undefined;
    if (returned) throw error;
    this.#intact = false;
    if (error instanceof GuestExit && active.failure === undefined) return this.#finish(error.exitCode);
    throw failureOf(this.#environment, error);
  }
}

function instantiate(
  { code, imports }: PlannedModule,
  instances: ReadonlyMap<string, WebAssembly.Instance>,
  environment: GuestEnvironment,
): WebAssembly.Instance {
  const wasi = environment.createWasi();
  // Without a prototype: a namespace or an import may be called `__proto__`.
  const given = Object.create(null) as WebAssembly.Imports;
  for (const wanted of imports) {
    given[wanted.module] ??= Object.create(null) as WebAssembly.ModuleImports;
    const linked = instances.get(wanted.module);
    const value =
      linked === undefined
        ? environment.provide(wanted as FunctionImport, wasi)
        : linked.exports[wanted.name];
    given[wanted.module]![wanted.name] = value!;
  }
  const instance = new WebAssembly.Instance(code, given);
  wasi.attach(instance.exports["memory"]);
  return instance;
}

function initialise({ exports }: WebAssembly.Instance, name: string, suspends: boolean): unknown {
  const exported = exports[name] as (argc: number, argv: number) => unknown;
  const step = suspends ? promising(exported) : exported;
  // `hs_init` takes argc and argv; the others take nothing and ignore them.
  return step(0, 0);
}

async function inTurn(steps: readonly (() => unknown)[]): Promise<void> {
  for (const step of steps) await step();
}

/** The `PluginError` for what came out of a plugin: a failure an import noted, or else a trap. */
function failureOf(environment: GuestEnvironment, error: unknown): PluginError {
  const { active, kernel } = environment;
  if (active.failure !== undefined) return active.failure;
  if (error instanceof PluginError) return error;
  const { plugin, version, phase } = active;
  if (error instanceof WebAssembly.LinkError) {
    const message =
      "The plugin's modules do not fit together: an import has another type than the export it names.";
    // V8's words hold the plugin's names.
    return new PluginError("IMPORT_UNRESOLVED", message, {
      plugin,
      version,
      phase: "load",
      guestMessage: error.message,
    });
  }
  const text = kernel.error();
  return new PluginError("TRAP", `The plugin trapped: ${trapReason(error)}.`, {
    plugin,
    version,
    phase,
    guestMessage: text === undefined ? undefined : guestText(text),
    guestStack: error instanceof Error ? error.stack : undefined,
  });
}

/** V8's own words for a trap; anything else a plugin throws is not quoted. */
function trapReason(error: unknown): string {
  if (error instanceof GuestExit) return "it exited while it started";
  if (error instanceof WebAssembly.RuntimeError) return error.message;
  if (error instanceof RangeError) return "call stack exhausted";
  return "it threw an exception that nothing caught";
}

function pluginError(
  { plugin, version, phase }: ActiveCall,
  message: string,
  text: Uint8Array | undefined,
): PluginError {
  const guestMessage = text === undefined || text.length === 0 ? undefined : guestText(text);
  const where = guestMessage === undefined ? "" : "; what it said is in guestMessage";
  return new PluginError("PLUGIN_ERROR", `${message}${where}.`, { plugin, version, phase, guestMessage });
}
