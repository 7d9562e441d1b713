import type { Call, FailureScope } from "../engine/engine.ts";
import type { CallContext } from "../engine/host-function.ts";
import type { ErrorCode, ErrorPhase } from "@vial/pdk-types";
import { PluginError } from "../plugin-error.ts";
import { KernelFailure, type Kernel } from "./kernel.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The call an instance is running, and how it failed when a function of the host refused something. */
export class ActiveCall implements FailureScope {
  readonly plugin: string;
  readonly version: string | undefined;
  /** Set by the first import that failed. It decides the call's outcome even when the plugin catches what was thrown. */
  failure: PluginError | undefined;
  call: Call | undefined;
  #abandoned = false;
  #context: HostCallContext | undefined;

  constructor(plugin: string, version: string | undefined) {
    this.plugin = plugin;
    this.version = version;
  }

  get phase(): ErrorPhase {
    return this.call === undefined ? "instantiate" : "call";
  }

  begin(call: Call): void {
    this.call = call;
    this.failure = undefined;
  }

  /** Cuts host functions that are still running off from the instance. */
  end(): void {
    this.call = undefined;
    this.#context?.end();
    this.#context = undefined;
  }

  /** Whether the caller has gone while the plugin was suspended: nothing it still does may have an effect. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  abandon(): void {
    this.#abandoned = true;
  }

  /** Notes a failure; throw what it returns to unwind the plugin. */
  fail(code: ErrorCode, message: string, cause?: unknown): PluginError {
    this.failure ??= new PluginError(code, message, {
      plugin: this.plugin,
      version: this.version,
      phase: this.phase,
      cause,
    });
    return this.failure;
  }

  /** Takes a step in the kernel's memory; what the kernel cannot do fails the call. `what` is what had to fit there. */
  attempt<Value>(what: string, step: () => Value): Value {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof KernelFailure)) throw error;
      if (error.reason === "memory")
        throw this.fail("MEMORY_LIMIT", `${what} does not fit into limits.memoryBytes.`);
      throw this.fail("ABI_VIOLATION", "The plugin set an output that is not in its blocks of memory.");
    }
  }

  /** What host functions of this call get. */
  context(kernel: Kernel): CallContext {
    return (this.#context ??= new HostCallContext(kernel, this.plugin, this.call?.hostContext));
  }
}

class HostCallContext implements CallContext {
  readonly plugin: string;
  readonly hostContext: unknown;
  readonly #abort = new AbortController();
  #kernel: Kernel | undefined;

  constructor(kernel: Kernel, plugin: string, hostContext: unknown) {
    this.#kernel = kernel;
    this.plugin = plugin;
    this.hostContext = hostContext;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** From here on a late host function cannot reach the memory, which may be another call's by then. */
  end(): void {
    this.#kernel = undefined;
    this.#abort.abort();
  }

  bytes(handle: bigint): Uint8Array | null {
    return this.#live().read(handle);
  }

  text(handle: bigint): string | null {
    const bytes = this.bytes(handle);
    return bytes === null ? null : decoder.decode(bytes);
  }

  store(value: string | Uint8Array): bigint {
    try {
      return this.#live().store(typeof value === "string" ? encoder.encode(value) : value);
    } catch (error) {
      if (error instanceof KernelFailure)
        throw new RangeError("The plugin's memory limit leaves no room for the value");
      throw error;
    }
  }

  free(handle: bigint): void {
    this.#live().free(handle);
  }

  #live(): Kernel {
    if (this.#kernel === undefined) throw new Error("The call this host function belongs to is over");
    return this.#kernel;
  }
}
