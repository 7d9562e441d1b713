import { outputMemory } from "../engine/output-memory.ts";
import { PAGES_EXPORT, RESERVED_EXPORT_PREFIX } from "../module/index.ts";
import { blockBytes, wiperOf, type Wipe } from "./wiper.ts";

/** Beyond this a new instance is cheaper than wiping the old one's memory. */
const maxBytes = 96 * 65_536;

/**
 * Wiping memory costs about a ninth of what the first touch of as much new memory does (a page fault every 4 KiB), so a memory
 * that grew is kept as long as it is of use: while calls use a good part of it again and again.
 */
const goodPart = 1 / 4;

/** So much is wiped in calls that used less before the memory is given up. */
const idleBytes = 4 * maxBytes;

/**
 * Outputs from this length on are wiped while they are copied out, in pieces that the first cache holds: when all of it has been copied, its
 * beginning is in no cache near any more.
 */
const movedFrom = 256 * 1024;
const pieceBytes = 16 * 1024;

/** The end of a memory of this length is address 0 again: the wiper cannot tell all of it from none. */
const addressableBytes = 2 ** 32;

const pageBytes = 65_536;
const zeros = Buffer.alloc(pageBytes);

interface Run {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

class MemorySnapshot {
  readonly #memory: WebAssembly.Memory;
  readonly #runs: readonly Run[];
  readonly #wipe: Wipe;
  #view: Uint8Array;
  /** The blocks that were wiped since the memory was restored last. */
  #wipedFrom = 0;
  #wipedTo = 0;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#view = new Uint8Array(memory.buffer);
    this.#runs = nonZeroRuns(memory.buffer);
    this.#wipe = wiperOf(memory);
  }

  /** Whether the memory has grown since the last time it was restored. */
  get hasGrown(): boolean {
    return this.#view.buffer !== this.#memory.buffer;
  }

  /** All of it, whatever the plugin knows: it may have written anywhere. */
  restore(): void {
    if (this.hasGrown) this.#view = new Uint8Array(this.#memory.buffer);
    let restored = 0;
    for (const { offset, bytes } of this.#runs) {
      this.#wipeBetween(restored, offset);
      this.#view.set(bytes, offset);
      restored = offset + bytes.length;
    }
    this.#wipeBetween(restored, this.#view.length);
    this.#wipedFrom = this.#wipedTo = 0;
  }

  /** Copies a part into memory for an output, and wipes it. */
  moveOut(start: number, end: number, into: Uint8Array | undefined): Uint8Array {
    const memory = new Uint8Array(this.#memory.buffer, start, end - start);
    const output = outputMemory(memory.length, into);
    for (let at = 0; at < memory.length; at += pieceBytes) {
      const piece = memory.subarray(at, at + pieceBytes);
      output.set(piece, at);
      piece.fill(0);
    }
    this.#wipedFrom = Math.ceil(start / blockBytes) * blockBytes;
    this.#wipedTo = Math.floor(end / blockBytes) * blockBytes;
    return output;
  }

  #wipeBetween(start: number, end: number): void {
    const from = Math.max(start, this.#wipedFrom);
    const to = Math.min(end, this.#wipedTo);
    if (from >= to) {
      if (start < end) this.#wipe(start, end);
      return;
    }
    if (start < from) this.#wipe(start, from);
    if (to < end) this.#wipe(to, end);
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  isOf(memory: WebAssembly.Memory): boolean {
    return this.#memory === memory;
  }
}

/** What instances held right after their start functions ran, and the way back to it. */
export class Snapshot {
  readonly #memories: readonly MemorySnapshot[];
  readonly #globals: readonly (readonly [global: WebAssembly.Global, value: unknown])[];
  /** How large the plugin takes its memory to be, in pages; without it a memory that grew cannot be as new. */
  readonly #pages: WebAssembly.Global<"i32"> | undefined;
  /** What was wiped since a call last used a good part of the memory. */
  #idleBytes = 0;
  readonly #startBytes: number;

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
    this.#startBytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  }

  /** False when the instances cannot be made as new, or not cheaply. */
  restore(): boolean {
    if (this.#pages === undefined) {
      if (this.#memories.some((memory) => memory.hasGrown)) return false;
    } else if (this.#isOutgrown((this.#pages.value >>> 0) * pageBytes)) return false;
    for (const memory of this.#memories) memory.restore();
    for (const [global, value] of this.#globals) global.value = value;
    return true;
  }

  /** A copy of a part of a memory, which is wiped with it; `undefined` where that gains nothing. */
  moveOut(
    memory: WebAssembly.Memory,
    start: number,
    end: number,
    into: Uint8Array | undefined,
  ): Uint8Array | undefined {
    if (end - start < movedFrom) return undefined;
    return this.#memories.find((each) => each.isOf(memory))?.moveOut(start, end, into);
  }

  /** Whether wiping what an earlier call has left has come to cost more than a new instance, which starts small. */
  #isOutgrown(usedBytes: number): boolean {
    const bytes = this.#memories.reduce((sum, memory) => sum + memory.byteLength, 0);
    if (bytes >= addressableBytes) return true;
    const isUsed = bytes <= this.#startBytes || usedBytes >= bytes * goodPart;
    this.#idleBytes = isUsed ? 0 : this.#idleBytes + bytes;
    return this.#idleBytes > idleBytes;
  }
}

/** The blocks of a memory that are not zero. They are compared whole, pages first, as most of a memory is zero. */
function nonZeroRuns(buffer: ArrayBuffer): Run[] {
  const memory = Buffer.from(buffer);
  const isZero = (start: number, size: number): boolean =>
    memory.compare(zeros, 0, size, start, start + size) === 0;
  const runs: { start: number; end: number }[] = [];
  for (let page = 0; page < memory.length; page += pageBytes) {
    if (isZero(page, pageBytes)) continue;
    for (let block = page; block < page + pageBytes; block += blockBytes) {
      if (isZero(block, blockBytes)) continue;
      const last = runs.at(-1);
      if (last?.end === block) last.end = block + blockBytes;
      else runs.push({ start: block, end: block + blockBytes });
    }
  }
  return runs.map(({ start, end }) => ({ offset: start, bytes: new Uint8Array(buffer.slice(start, end)) }));
}
