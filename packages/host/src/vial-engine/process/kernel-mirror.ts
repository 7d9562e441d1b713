import { createKernelMemory, Kernel, kernelHeap, kernelModule, quickBytes } from "../kernel.ts";
import { ProtocolBreach } from "./breach.ts";
import { mirroredFrom, type MemoryStep, type MemoryUpdate, type Patch } from "./host-call-frame.ts";

const PAGE = 65_536;

/**
 * The host's copy of a child's kernel memory, on which host functions run with the same code as everywhere. What they
 * store and free is noted, for the child to do the same: the kernel's allocator gives both the same handles.
 */
export class KernelMirror extends Kernel {
  readonly #maxBytes: number;
  #steps: MemoryStep[] = [];

  constructor(maxBytes: number) {
    super(kernelModule(false), createKernelMemory(maxBytes, false));
    this.#maxBytes = Math.max(PAGE, Math.floor(maxBytes / PAGE) * PAGE);
    this.reset();
  }

  /**
   * Takes over what the child says has changed, in steps of which each is quick.
   *
   * @throws ProtocolBreach for what no kernel memory looks like, before the first step.
   */
  update({ startsOver, position, patches }: MemoryUpdate): (() => void)[] {
    if (startsOver) this.reset();
    if (position < kernelHeap || position > this.#maxBytes || position % 16 !== 0)
      throw new ProtocolBreach("its blocks end outside its memory");
    const missing = Math.ceil((position - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.memory.grow(missing);
    if (patches.some(({ offset, bytes }) => offset < mirroredFrom || offset + bytes.length > position))
      throw new ProtocolBreach("a change lies outside its blocks");
    const memory = new Uint8Array(this.memory.buffer);
    const steps = inPieces(patches).map((piece) => () => {
      for (const { offset, bytes } of piece) memory.set(bytes, offset);
    });
    return [...steps, () => void (new Uint32Array(this.memory.buffer)[0] = position)];
  }

  override reset(): void {
    super.reset();
    this.#steps = [];
  }

  override store(value: Uint8Array): bigint {
    const handle = super.store(value);
    // A copy: the host function may go on using its bytes.
    if (handle !== 0n) this.#steps.push({ kind: "store", handle: Number(handle), bytes: value.slice() });
    return handle;
  }

  override free(handle: bigint): void {
    super.free(handle);
    if (handle > 0n && handle <= 0xffff_ffffn) this.#steps.push({ kind: "free", handle: Number(handle) });
  }

  /** What was done since the last time this was asked. */
  takeSteps(): readonly MemoryStep[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }
}

/** The same patches, in groups that are copied quickly. */
function inPieces(patches: readonly Patch[]): Patch[][] {
  const pieces: Patch[][] = [[]];
  let room = quickBytes;
  for (const { offset, bytes } of patches) {
    for (let from = 0; from < bytes.length; from += quickBytes) {
      const part = bytes.subarray(from, from + quickBytes);
      if (part.length > room) {
        pieces.push([]);
        room = quickBytes;
      }
      pieces.at(-1)!.push({ offset: offset + from, bytes: part });
      room -= part.length;
    }
  }
  return pieces;
}
