/**
 * The memory of outputs. What is copied out of a plugin lives until it is collected, many outputs at once, so that each new one is
 * written to memory that has left the caches. When it is known that nobody has an output any more, the next one goes to the same place.
 */

/** From this length on, what an allocator does with what is released is worth a thought. */
const teachingFrom = 32 * 1024;

/** From this length on, memory that is not filled with zeros first is worth the way there, and is used again. */
const largeBytes = 16 * 1024;

/**
 * The longest block, in bytes, whose release glibc learns from (`DEFAULT_MMAP_THRESHOLD_MAX` is 32 MiB, the block's own
 * header included).
 */
const teachingBytes = 31 * 1024 * 1024;

/** So many pieces of memory, and bytes in all of them, wait for the next outputs. */
const maxSpares = 4;
const maxSpareBytes = 8 * 1024 * 1024;

/** An output does not take memory of more than so many times its length. */
const maxWaste = 2;

let hasTaught = false;

/** Memory that waits for an output. */
const spares: ArrayBuffer[] = [];
let spareBytes = 0;

/** The memory of outputs that somebody has. */
const lent = new WeakSet<ArrayBufferLike>();

/** A copy of a part of a plugin's memory, in a buffer that nothing else is in. */
export function copyOutput(memory: Uint8Array, start: number, end: number): Uint8Array {
  if (end - start < largeBytes && !isShared(memory)) return memory.slice(start, end);
  const output = outputMemory(end - start);
  output.set(memory.subarray(start, end));
  return output;
}

/** Memory for an output, whose bytes are arbitrary: all of them have to be written before anyone sees them. */
export function outputMemory(length: number): Uint8Array<ArrayBuffer> {
  if (length < largeBytes) return new Uint8Array(length);
  const buffer = takeSpare(length) ?? allocate(length);
  lent.add(buffer);
  // Whoever looks beyond the output finds nothing of another one.
  if (buffer.byteLength > length) new Uint8Array(buffer, length).fill(0);
  return new Uint8Array(buffer, 0, length);
}

/**
 * Takes an output's memory for the next ones. Only for memory that nobody else was given: the system may still be writing it to a socket
 * or a file, and would write the next output. Views that are left are empty from then on. Does nothing to what has no memory of its own here.
 */
export function releaseOutput({ buffer }: Uint8Array): void {
  if (!lent.delete(buffer)) return;
  const memory = buffer as ArrayBuffer;
  if (memory.detached) return;
  if (memory.byteLength > maxSpareBytes) return;
  const spare = memory.transfer();
  spares.push(spare);
  spareBytes += spare.byteLength;
  // The oldest make room: outputs may have come to be of another length.
  while (spares.length > maxSpares || spareBytes > maxSpareBytes) spareBytes -= spares.shift()!.byteLength;
}

/** The memory that was used last, as it is the likeliest to be in the caches. */
function takeSpare(length: number): ArrayBuffer | undefined {
  const at = spares.findLastIndex(
    ({ byteLength }) => byteLength >= length && byteLength <= length * maxWaste,
  );
  if (at < 0) return undefined;
  const [spare] = spares.splice(at, 1);
  spareBytes -= spare!.byteLength;
  return spare;
}

/**
 * The allocator gives the memory of outputs that were collected back to the system: each page of the next ones has to be
 * faulted in again, which takes several times as long as the copy.
 */
function allocate(length: number): ArrayBuffer {
  if (length >= teachingFrom && !hasTaught) teachAllocator();
  return Buffer.allocUnsafeSlow(length).buffer;
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
