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

/**
 * A copy of a part of a plugin's memory, in a buffer of its own.
 *
 * Outputs live until they are collected, many at once, and the allocator then gives their memory back to the system: each page
 * of the next ones has to be faulted in again, which takes several times as long as the copy.
 */
export function copyOutput(memory: Uint8Array, start: number, end: number): Uint8Array {
  const length = end - start;
  if (length >= teachingFrom && !hasTaught) teachAllocator();
  if (length < largeBytes) return memory.slice(start, end);
  const output = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
  output.set(memory.subarray(start, end));
  return output;
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
