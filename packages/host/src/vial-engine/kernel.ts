import { copyOutput } from "../engine/output-memory.ts";
import { fs } from "./node-fs.ts";

/** The functions of `extism:host/env` that the kernel answers; the rest is the host's (host-environment.ts). */
export const kernelFunctions = [
  "alloc",
  "free",
  "length",
  "length_unsafe",
  "load_u8",
  "load_u64",
  "store_u8",
  "store_u64",
  "input_offset",
  "input_length",
  "input_load_u8",
  "input_load_u64",
  "output_set",
  "output_offset",
  "output_length",
  "error_set",
  "error_get",
  "memory_bytes",
] as const;

interface KernelExports {
  alloc(length: bigint): bigint;
  free(handle: bigint): void;
  length(handle: bigint): bigint;
  reset(): void;
  input_reserve(length: number): number;
}

// Root words, see kernel/assembly/kernel.ts.
const POSITION = 0;
const INPUT_OFFSET = 1;
const INPUT_LENGTH = 2;
const OUTPUT_OFFSET = 3;
const OUTPUT_LENGTH = 4;
const ERROR_OFFSET = 5;
const OUTPUT_INVALID = 6;
const ROOT_WORDS = 7;
const HEAP = 256;

/** What the host copies or wipes in one turn of its event loop: milliseconds' worth. */
export const quickBytes: number = 4 * 1024 * 1024;

/** Where blocks start. */
export const kernelHeap: number = HEAP;

const PAGE = 65_536;

/** Why the kernel could not do what the host asked of it. */
export class KernelFailure extends Error {
  readonly reason: "memory" | "output";

  constructor(reason: "memory" | "output") {
    super(reason);
    this.reason = reason;
  }
}

const modules = new Map<boolean, WebAssembly.Module>();

/** The compiled kernel; `shared` is the one for a memory that a worker shares with the host. */
export function kernelModule(shared: boolean): WebAssembly.Module {
  let module = modules.get(shared);
  if (module === undefined) modules.set(shared, (module = new WebAssembly.Module(kernelBinary(shared))));
  return module;
}

export function kernelBinary(shared: boolean): Uint8Array<ArrayBuffer> {
  // Relative to dist/, where this file's code is bundled into.
  return fs.readFileSync(
    new URL(`../build/${shared ? "kernel-shared.wasm" : "kernel.wasm"}`, import.meta.url),
  );
}

export function createKernelMemory(maxBytes: number, shared: boolean): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: Math.max(1, Math.floor(maxBytes / PAGE)), shared });
}

/** The host's hand on one kernel memory. */
export class Kernel {
  readonly memory: WebAssembly.Memory;
  /** For linking: a plugin's imports are these very functions. */
  readonly exports: WebAssembly.Exports;
  readonly #kernel: KernelExports;
  readonly #shared: boolean;
  #bytes: Uint8Array;
  #root: Uint32Array;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.memory = memory;
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
    this.#kernel = this.exports as unknown as KernelExports;
    this.#shared = memory.buffer instanceof SharedArrayBuffer;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#root = new Uint32Array(memory.buffer, 0, ROOT_WORDS);
  }

  /** Wipes all blocks, or does nothing when there are none. */
  reset(): void {
    const root = this.#freshRoot();
    if (root[POSITION] !== HEAP || root[OUTPUT_INVALID] !== 0) this.#kernel.reset();
  }

  /** @throws KernelFailure `memory`. */
  setInput(input: Uint8Array): void {
    if (input.length === 0) return;
    const offset = this.#kernel.input_reserve(input.length) >>> 0;
    if (offset === 0) throw new KernelFailure("memory");
    this.#upTo(offset + input.length).set(input, offset);
  }

  /** A view of the input, valid until the memory grows. */
  input(): Uint8Array {
    const root = this.#freshRoot();
    const offset = root[INPUT_OFFSET]!;
    const end = offset + root[INPUT_LENGTH]!;
    return this.#upTo(end).subarray(offset, end);
  }

  /** The same, for a plugin that gets it another way: from here on it sees no input here. */
  takeInput(): Uint8Array {
    const input = this.input();
    const root = this.#freshRoot();
    root[INPUT_OFFSET] = 0;
    root[INPUT_LENGTH] = 0;
    return input;
  }

  /** How much there is to wipe, in bytes. */
  get allocatedBytes(): number {
    return this.#freshRoot()[POSITION]!;
  }

  /** A view of everything up to the end of the blocks, valid until the memory grows. */
  allocated(): Uint8Array {
    const end = this.#freshRoot()[POSITION]!;
    return this.#upTo(end).subarray(0, end);
  }

  /** Sets an output on a plugin's behalf. @throws KernelFailure `memory`. */
  setOutput(output: Uint8Array): void {
    const offset = Number(this.store(output));
    const root = this.#freshRoot();
    root[OUTPUT_OFFSET] = offset;
    root[OUTPUT_LENGTH] = output.length;
    root[OUTPUT_INVALID] = 0;
  }

  /** States the length of an output that is too large to be set. */
  announceOutput(length: number): void {
    const root = this.#freshRoot();
    root[OUTPUT_LENGTH] = length;
    root[OUTPUT_INVALID] = 0;
  }

  /** Length in bytes of what `output_set` named. @throws KernelFailure `output` when that was outside the blocks. */
  outputLength(): number {
    const root = this.#freshRoot();
    if (root[OUTPUT_INVALID] !== 0) throw new KernelFailure("output");
    return root[OUTPUT_LENGTH]!;
  }

  /** A copy of the output, in `into` if there is room. */
  output(into?: Uint8Array): Uint8Array {
    const root = this.#freshRoot();
    const offset = root[OUTPUT_OFFSET]!;
    const end = offset + root[OUTPUT_LENGTH]!;
    return copyOutput(this.#upTo(end), offset, end, into);
  }

  /** What `error_set` named, or `undefined`. */
  error(): Uint8Array | undefined {
    const offset = this.#freshRoot()[ERROR_OFFSET]!;
    return offset === 0 ? undefined : (this.read(BigInt(offset)) ?? new Uint8Array(0));
  }

  /** A copy of a block; `null` when `handle` is not a block. The handle 0 is the empty value. */
  read(handle: bigint): Uint8Array | null {
    if (handle === 0n) return new Uint8Array(0);
    const length = Number(this.#kernel.length(handle));
    return length === 0 ? null : this.#copy(Number(handle), length);
  }

  /** Length in bytes of a block, 0 when `handle` is not one: to know before copying. */
  length(handle: bigint): number {
    return Number(this.#kernel.length(handle));
  }

  /** @throws KernelFailure `memory`. */
  store(value: Uint8Array): bigint {
    if (value.length === 0) return 0n;
    const handle = this.#kernel.alloc(BigInt(value.length));
    if (handle === 0n) throw new KernelFailure("memory");
    const offset = Number(handle);
    this.#upTo(offset + value.length).set(value, offset);
    return handle;
  }

  free(handle: bigint): void {
    this.#kernel.free(handle);
  }

  #copy(offset: number, length: number): Uint8Array {
    const view = this.#upTo(offset + length).subarray(offset, offset + length);
    if (!this.#shared) return view.slice();
    // A slice of a shared view would be shared as well.
    const copy = new Uint8Array(length);
    copy.set(view);
    return copy;
  }

  /** The memory's bytes. Growing detaches a view, or leaves it short where the memory is shared. */
  #upTo(end: number): Uint8Array {
    if (this.#bytes.length < end) this.#refresh();
    return this.#bytes;
  }

  #freshRoot(): Uint32Array {
    if (this.#root.length === 0) this.#refresh();
    return this.#root;
  }

  #refresh(): void {
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#root = new Uint32Array(this.memory.buffer, 0, ROOT_WORDS);
  }
}
