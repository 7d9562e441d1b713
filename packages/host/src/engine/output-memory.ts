/** The memory of outputs: what a caller gives for them, or new memory, which lives until it is collected. */

/** From this length on, what an allocator does with what is released is worth a thought. */
const teachingFrom = 32 * 1024;

/** From this length on, memory that is not filled with zeros first is worth the way there. */
const largeBytes = 16 * 1024;

/**
 * The longest block, in bytes, whose release glibc learns from (`DEFAULT_MMAP_THRESHOLD_MAX` is 32 MiB, the block's own
 * header included).
 */
const teachingBytes = 31 * 1024 * 1024;

let hasTaught = false;

/** A copy of a part of a plugin's memory: at the beginning of `into` if there is room, else in a buffer that nothing else is in. */
export function copyOutput(memory: Uint8Array, start: number, end: number, into?: Uint8Array): Uint8Array {
  const isSmall = end - start < largeBytes && !isShared(memory);
  if (isSmall && into === undefined) return memory.slice(start, end);
  const output = outputMemory(end - start, into);
  output.set(memory.subarray(start, end));
  return output;
}

/** Memory for an output, whose bytes are arbitrary: all of them have to be written before anyone sees them. */
export function outputMemory(length: number, into?: Uint8Array): Uint8Array<ArrayBuffer> {
  if (into !== undefined && length > 0 && length <= into.length)
    return new Uint8Array(into.buffer as ArrayBuffer, into.byteOffset, length);
  return length < largeBytes ? new Uint8Array(length) : allocate(length);
}

/**
 * The allocator gives the memory of outputs that were collected back to the system: each page of the next ones has to be
 * faulted in again, which takes several times as long as the copy.
 */
function allocate(length: number): Uint8Array<ArrayBuffer> {
  if (length >= teachingFrom && !hasTaught) teachAllocator();
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}

/**
 * glibc gives back what is free at the end of the heap when that is more than twice the largest block it has ever mapped and
 * released (mallopt(3), M_MMAP_THRESHOLD). So that it keeps some for the next outputs, a block is made, which takes address space
 * alone, and released at once. Other allocators ignore it.
 */
function teachAllocator(): void {
  hasTaught = true;
  new ArrayBuffer(teachingBytes).transfer(0);
}

/** A slice of a shared view would be shared as well. */
function isShared({ buffer }: Uint8Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}
