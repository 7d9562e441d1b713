import { PAGES_EXPORT, RESERVED_EXPORT_PREFIX } from "../module/index.ts";

/** Beyond this a new instance is cheaper than wiping the old one's memory. */
const maxBytes = 96 * 65_536;

/**
 * Wiping memory costs about a ninth of what the first touch of as much new memory does (a page fault every 4 KiB), so a memory
 * that grew is kept, unless it is so many times what the call used.
 */
const outgrownBy = 4;

const zeros = Buffer.alloc(65_536);

interface Run {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

class MemorySnapshot {
  readonly #memory: WebAssembly.Memory;
  readonly #runs: readonly Run[];
  #view: Uint8Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#view = new Uint8Array(memory.buffer);
    this.#runs = nonZeroRuns(memory.buffer);
  }

  /** Whether the memory has grown since the last time it was restored. */
  get hasGrown(): boolean {
    return this.#view.buffer !== this.#memory.buffer;
  }

  /** All of it, whatever the plugin knows: it may have written anywhere. */
  restore(): void {
    if (this.hasGrown) this.#view = new Uint8Array(this.#memory.buffer);
    this.#view.fill(0);
    for (const { offset, bytes } of this.#runs) this.#view.set(bytes, offset);
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }
}

/** What instances held right after their start functions ran, and the way back to it. */
export class Snapshot {
  readonly #memories: readonly MemorySnapshot[];
  readonly #globals: readonly (readonly [global: WebAssembly.Global, value: unknown])[];
  /** How large the plugin takes its memory to be, in pages; without it a memory that grew cannot be as new. */
  readonly #pages: WebAssembly.Global<"i32"> | undefined;

  /** `undefined` when the instances hold too much memory, or a `NaN`, whose bits JavaScript does not keep. */
  static take(instances: Iterable<WebAssembly.Instance>): Snapshot | undefined {
    const memories: WebAssembly.Memory[] = [];
    const globals: WebAssembly.Global[] = [];
    let pages: WebAssembly.Global<"i32"> | undefined;
    for (const { exports } of instances) {
      for (const [name, value] of Object.entries(exports)) {
        if (!name.startsWith(RESERVED_EXPORT_PREFIX)) continue;
        if (value instanceof WebAssembly.Memory) memories.push(value);
        else if (value instanceof WebAssembly.Global) globals.push(value);
        if (name === PAGES_EXPORT) pages = value as WebAssembly.Global<"i32">;
      }
    }
    const bytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    if (bytes > maxBytes || globals.some((global) => Number.isNaN(global.value))) return undefined;
    return new Snapshot(memories, globals, pages);
  }

  private constructor(
    memories: readonly WebAssembly.Memory[],
    globals: readonly WebAssembly.Global[],
    pages: WebAssembly.Global<"i32"> | undefined,
  ) {
    this.#memories = memories.map((memory) => new MemorySnapshot(memory));
    this.#globals = globals.map((global) => [global, global.value as unknown] as const);
    this.#pages = pages;
  }

  /** False when the instances cannot be made as new, or not cheaply. */
  restore(): boolean {
    if (this.#pages === undefined) {
      if (this.#memories.some((memory) => memory.hasGrown)) return false;
    } else if (this.#isOutgrown((this.#pages.value >>> 0) * 65_536)) return false;
    for (const memory of this.#memories) memory.restore();
    for (const [global, value] of this.#globals) global.value = value;
    return true;
  }

  /** Whether an earlier call has left so much more memory than this one used that wiping it all costs too much. */
  #isOutgrown(usedBytes: number): boolean {
    const bytes = this.#memories.reduce((sum, memory) => sum + memory.byteLength, 0);
    return bytes > Math.max(maxBytes, usedBytes * outgrownBy);
  }
}

/** The parts of a memory that are not zero. Blocks are compared whole, large ones first, as most of a memory is zero. */
function nonZeroRuns(buffer: ArrayBuffer): Run[] {
  const memory = Buffer.from(buffer);
  const runs: { start: number; end: number }[] = [];
  const visit = (start: number, size: number): void => {
    if (memory.compare(zeros, 0, size, start, start + size) === 0) return;
    const last = runs.at(-1);
    if (size > 256) for (let at = start; at < start + size; at += size / 16) visit(at, size / 16);
    else if (last?.end === start) last.end = start + size;
    else runs.push({ start, end: start + size });
  };
  for (let page = 0; page < memory.length; page += zeros.length) visit(page, zeros.length);
  return runs.map(({ start, end }) => ({ offset: start, bytes: new Uint8Array(buffer.slice(start, end)) }));
}
