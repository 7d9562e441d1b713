import type { Kernel } from "../kernel.ts";
import { mirroredFrom, type MemoryStep, type MemoryUpdate, type Patch } from "./host-call-frame.ts";

/** Changes are looked for in pieces of this size. */
const pieceBytes = 4096;

/** What the host has of the kernel's memory, so that a host call carries only what has changed since. */
export class KernelShadow {
  readonly #kernel: Kernel;
  #bytes: Buffer = Buffer.alloc(0);
  #known = mirroredFrom;
  #startsOver = true;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The kernel's memory was wiped. */
  clear(): void {
    this.#bytes.fill(0, 0, Math.min(this.#known, this.#bytes.length));
    this.#known = mirroredFrom;
    this.#startsOver = true;
  }

  /** What the host has to know before it runs a host function. */
  update(): MemoryUpdate {
    const memory = this.#kernel.allocated();
    const patches: Patch[] = [];
    let from = -1;
    for (let at = mirroredFrom; at < memory.length; at += pieceBytes) {
      const end = Math.min(at + pieceBytes, memory.length);
      const same = end <= this.#known && this.#bytes.compare(memory, at, end, at, end) === 0;
      if (!same && from < 0) from = at;
      if (same && from >= 0) {
        patches.push({ offset: from, bytes: memory.subarray(from, at) });
        from = -1;
      }
    }
    if (from >= 0) patches.push({ offset: from, bytes: memory.subarray(from) });
    const update = { startsOver: this.#startsOver, position: memory.length, patches };
    this.#startsOver = false;
    return update;
  }

  /** Does to the kernel's memory what the host function did to the host's copy. */
  repeat(steps: readonly MemoryStep[]): void {
    for (const step of steps) {
      if (step.kind === "free") this.#kernel.free(BigInt(step.handle));
      else if (this.#kernel.store(step.bytes) !== BigInt(step.handle))
        throw new Error("The host's copy of the memory is another");
    }
    const memory = this.#kernel.allocated();
    if (this.#bytes.length < memory.length) this.#bytes = Buffer.alloc(memory.length * 2);
    this.#bytes.set(memory);
    this.#known = memory.length;
  }
}
