import type { Call } from "../engine/engine.ts";
import { PluginError } from "../plugin-error.ts";
import type { GuestEnvironment } from "./guest-environment.ts";
import { DirectLane, KernelLane, type Lane } from "./lanes.ts";
import type { LinkPlan } from "./link-plan.ts";
import { Snapshot } from "./snapshot.ts";
import { GuestExit } from "./wasi.ts";

type Entry = () => unknown;

const { promising } = WebAssembly as unknown as {
  promising(fn: unknown): (...args: number[]) => Promise<unknown>;
};
const decoder = new TextDecoder();

/** A plugin's linked instances, ready to be called. */
export class Guest {
  readonly #environment: GuestEnvironment;
  readonly #suspends: boolean;
  readonly #instances: readonly WebAssembly.Instance[];
  readonly #entries = new Map<string, Entry>();
  readonly #exports: WebAssembly.Exports;
  readonly #snapshot: Snapshot | undefined;
  readonly lane: Lane;
  #intact = true;

  /**
   * Instantiates a plugin's modules and runs the main one's initialisers. What they leave in the kernel's memory
   * is for the caller to wipe.
   */
  static create(plan: LinkPlan, environment: GuestEnvironment): Guest | Promise<Guest> {
    environment.forget();
    const instances = new Map<string, WebAssembly.Instance>();
    try {
      for (const module of plan.modules) {
        const { imports, wasi } = environment.importsFor(module);
        const linked = Object.fromEntries([...instances].map(([name, { exports }]) => [name, exports]));
        const instance = new WebAssembly.Instance(module.module, { ...imports, ...linked });
        wasi?.attach(instance.exports["memory"]);
        instances.set(module.name, instance);
      }
    } catch (error) {
      throw failureOf(environment, error);
    }
    const create = (): Guest => new Guest(plan, environment, [...instances.values()]);
    return initialise(plan, instances.get("main")!.exports, environment, create);
  }

  private constructor(
    plan: LinkPlan,
    environment: GuestEnvironment,
    instances: readonly WebAssembly.Instance[],
  ) {
    this.#environment = environment;
    this.#suspends = plan.suspends;
    this.#instances = instances;
    this.#exports = instances.at(-1)!.exports;
    this.lane = plan.directLane
      ? new DirectLane(this.#exports, environment.active)
      : new KernelLane(environment.kernel, environment.active);
    const restores = environment.spec.state === "fresh" && plan.restorable;
    this.#snapshot = restores ? Snapshot.take(instances) : undefined;
  }

  /** Runs an export on the input; afterwards the lane has the output. Fails with the call's `PluginError`. */
  run(call: Call): void | Promise<void> {
    try {
      this.lane.setInput(call.input);
      const returned = this.#entry(call.exportName)();
      if (!(returned instanceof Promise)) return this.#finish(returned);
      return returned.then(
        (code) => this.#finish(code),
        (error: unknown) => this.#recover(error),
      );
    } catch (error) {
      return this.#recover(error);
    }
  }

  /** False once a call was unwound half-way: what it left behind cannot be trusted. */
  get intact(): boolean {
    return this.#intact;
  }

  /** Makes the instances as new; false when they have to be replaced. */
  restore(): boolean {
    return this.#snapshot?.restore() ?? false;
  }

  /** The linear memories of the instances, in bytes. */
  get memoryBytes(): number {
    const memories = new Set<WebAssembly.Memory>();
    for (const { exports } of this.#instances) {
      for (const value of Object.values(exports))
        if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
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
    const { active, kernel } = this.#environment;
    if (active.failure !== undefined) throw active.failure;
    if (code === undefined || code === 0) {
      // A plugin may report an error and return 0: libextism takes it for a failure, and so does Vial.
      const error = kernel.error();
      if (error === undefined) return;
      throw pluginError(this.#environment, "The plugin reported an error", error);
    }
    const returned = typeof code === "number" ? ` (returned ${code})` : "";
    throw pluginError(this.#environment, `The plugin reported an error${returned}`, this.#errorText());
  }

  #errorText(): Uint8Array | undefined {
    const { limits } = this.#environment.spec;
    const text = this.#environment.kernel.error() ?? this.lane.errorText();
    return text?.subarray(0, limits.outputBytes);
  }

  #recover(error: unknown): void {
    const environment = this.#environment;
    const returned = error instanceof PluginError && environment.active.failure === undefined;
    if (returned) throw error;
    this.#intact = false;
    if (error instanceof GuestExit && environment.active.failure === undefined)
      return this.#finish(error.exitCode);
    throw failureOf(environment, error);
  }
}

function initialise(
  plan: LinkPlan,
  exports: WebAssembly.Exports,
  environment: GuestEnvironment,
  create: () => Guest,
): Guest | Promise<Guest> {
  const { suspends } = plan;
  const steps = plan.initialisers.map((name): Entry => {
    // `hs_init` takes argc and argv; the others take nothing and ignore them.
    const step = exports[name] as (argc: number, argv: number) => unknown;
    const wrapped = suspends ? (promising(step) as typeof step) : step;
    return () => wrapped(0, 0);
  });
  const run = async (): Promise<Guest> => {
    for (const step of steps) await step();
    return create();
  };
  const fail = (error: unknown): never => {
    throw failureOf(environment, error);
  };
  if (suspends && steps.length > 0) return run().catch(fail);
  try {
    for (const step of steps) step();
  } catch (error) {
    fail(error);
  }
  return create();
}

/** The `PluginError` for what came out of a plugin: a failure an import noted, or else a trap. */
function failureOf(environment: GuestEnvironment, error: unknown): PluginError {
  const { active, kernel } = environment;
  if (active.failure !== undefined) return active.failure;
  if (error instanceof PluginError) return error;
  const { plugin, version, phase } = active;
  if (error instanceof WebAssembly.LinkError) {
    const message =
      "The plugin's modules do not fit together: an import has another type than the export it names. See the cause.";
    return new PluginError("IMPORT_UNRESOLVED", message, { plugin, version, phase: "load", cause: error });
  }
  const text = kernel.error();
  return new PluginError("TRAP", `The plugin trapped: ${trapReason(error)}.`, {
    plugin,
    version,
    phase,
    guestMessage: text === undefined ? undefined : decoder.decode(text),
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
  environment: GuestEnvironment,
  message: string,
  text: Uint8Array | undefined,
): PluginError {
  const { plugin, version, phase } = environment.active;
  const guestMessage = text === undefined || text.length === 0 ? undefined : decoder.decode(text);
  const where = guestMessage === undefined ? "" : "; what it said is in guestMessage";
  return new PluginError("PLUGIN_ERROR", `${message}${where}.`, { plugin, version, phase, guestMessage });
}
