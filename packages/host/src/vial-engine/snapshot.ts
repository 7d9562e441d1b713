import { RESERVED_EXPORT_PREFIX } from "../module/index.ts";

/** Beyond this a new instance is cheaper than wiping the old one's memory. */
const maxBytes = 96 * 65_536;

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

  /** False when the memory has grown: it cannot shrink again. */
  restore(): boolean {
    // Growing detaches the view.
    if (this.#view.length === 0 || this.#view.buffer !== this.#memory.buffer) return false;
    this.#view.fill(0);
    for (const { offset, bytes } of this.#runs) this.#view.set(bytes, offset);
    return true;
  }
}

/** What instances held right after their start functions ran, and the way back to it. */
export class Snapshot {
  readonly #memories: readonly MemorySnapshot[];
  readonly #globals: readonly (readonly [global: WebAssembly.Global, value: unknown])[];

  /** `undefined` when the instances hold too much memory, or a `NaN`, whose bits JavaScript does not keep. */
  static take(instances: Iterable<WebAssembly.Instance>): Snapshot | undefined {
    const memories: WebAssembly.Memory[] = [];
    const globals: WebAssembly.Global[] = [];
    for (const { exports } of instances) {
      for (const [name, value] of Object.entries(exports)) {
        if (!name.startsWith(RESERVED_EXPORT_PREFIX)) continue;
        if (value instanceof WebAssembly.Memory) memories.push(value);
        else if (value instanceof WebAssembly.Global) globals.push(value);
      }
    }
    const bytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    if (bytes > maxBytes || globals.some((global) => Number.isNaN(global.value))) return undefined;
    return new Snapshot(memories, globals);
  }

  private constructor(memories: readonly WebAssembly.Memory[], globals: readonly WebAssembly.Global[]) {
    this.#memories = memories.map((memory) => new MemorySnapshot(memory));
    this.#globals = globals.map((global) => [global, global.value as unknown] as const);
  }

  /** False when the instances cannot be made as new. */
  restore(): boolean {
    for (const memory of this.#memories) if (!memory.restore()) return false;
    for (const [global, value] of this.#globals) global.value = value;
    return true;
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
