import { copyOutput } from "../engine/output-memory.ts";
import type { ActiveCall } from "./active-call.ts";
import type { Kernel } from "./kernel.ts";
import type { Snapshot } from "./snapshot.ts";

/** Has no bytes that one call could change for another. */
const nothing = new Uint8Array(0);

/** The way input and output travel between host and plugin (docs/abi.md). */
export interface Lane {
  /** Puts the call's input where the plugin reads it. */
  setInput(input: Uint8Array): void;
  /** Length in bytes of the output. */
  outputLength(): number;
  /** A copy of the output, in `into` if there is room. What `snapshot` will wipe afterwards may be wiped already. */
  output(snapshot?: Snapshot, into?: Uint8Array): Uint8Array;
  /** Puts the output where the host finds it when the plugin runs in a worker: into the memory both share. */
  publish(kernel: Kernel): void;
  /** What the plugin said about its failure. */
  errorText(): Uint8Array | undefined;
}

/** Extism's own way: every byte passes through the kernel's memory. */
export class KernelLane implements Lane {
  readonly #kernel: Kernel;
  readonly #active: ActiveCall;

  constructor(kernel: Kernel, active: ActiveCall) {
    this.#kernel = kernel;
    this.#active = active;
  }

  setInput(input: Uint8Array): void {
    this.#active.attempt("The input", () => this.#kernel.setInput(input));
  }

  outputLength(): number {
    return this.#active.attempt("The output", () => this.#kernel.outputLength());
  }

  output(_snapshot?: Snapshot, into?: Uint8Array): Uint8Array {
    return this.#kernel.output(into);
  }

  /** It is there already. */
  publish(): void {}

  errorText(): Uint8Array | undefined {
    return this.#kernel.error();
  }
}

interface DirectLaneExports {
  readonly memory: WebAssembly.Memory;
  vial_input(length: number): number;
  vial_output(): bigint;
}

/** Vial's way: the host writes into the plugin's memory and reads from there. */
export class DirectLane implements Lane {
  readonly #guest: DirectLaneExports;
  readonly #active: ActiveCall;
  #view: Uint8Array;
  #address = 0;
  #length = 0;

  constructor(exports: WebAssembly.Exports, active: ActiveCall) {
    this.#guest = exports as unknown as DirectLaneExports;
    this.#active = active;
    this.#view = new Uint8Array(this.#guest.memory.buffer);
  }

  setInput(input: Uint8Array): void {
    const length = input.length;
    const address = this.#guest.vial_input(length) >>> 0;
    if (length === 0) return;
    if (address === 0)
      throw this.#active.fail("MEMORY_LIMIT", `The plugin could not reserve ${length} bytes for its input.`);
    this.#within(address, length, "an input buffer").set(input, address);
  }

  outputLength(): number {
    this.#locate();
    return this.#length;
  }

  output(snapshot?: Snapshot, into?: Uint8Array): Uint8Array {
    if (this.#length === 0) return nothing;
    const end = this.#address + this.#length;
    return (
      snapshot?.moveOut(this.#guest.memory, this.#address, end, into) ??
      copyOutput(this.#view, this.#address, end, into)
    );
  }

  publish(kernel: Kernel): void {
    // A view that a growing memory detached has no part of any length.
    const output =
      this.#length === 0 ? nothing : this.#view.subarray(this.#address, this.#address + this.#length);
    this.#active.attempt("The output", () => kernel.setOutput(output));
  }

  errorText(): Uint8Array | undefined {
    this.#locate();
    return this.output();
  }

  #locate(): void {
    const packed = this.#guest.vial_output();
    this.#length = Number(BigInt.asUintN(32, packed));
    this.#address = Number(BigInt.asUintN(32, packed >> 32n));
    if (this.#length > 0) this.#within(this.#address, this.#length, "an output");
  }

  #within(address: number, length: number, what: string): Uint8Array {
    // A plugin that grew its memory detached the view.
    if (this.#view.length === 0) this.#view = new Uint8Array(this.#guest.memory.buffer);
    if (address + length > this.#view.length) {
      throw this.#active.fail("ABI_VIOLATION", `The plugin named ${what} that lies outside its memory.`);
    }
    return this.#view;
  }
}
