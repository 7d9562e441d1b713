/**
 * Extism's memory ABI (`extism:host/env`): the memory in which host and plugin exchange input, output, errors
 * and values. It is a WebAssembly module so that a plugin's loads and stores are calls from one module to
 * another and never enter JavaScript.
 *
 * All state lives in the memory, none in globals: a host thread and a worker that share the memory each have an
 * instance of this module and see the same blocks. Whoever runs has the memory to itself; the hand-off between
 * the threads orders the accesses.
 *
 * Layout: | root | block | block | …   A block is a header followed by its data; a handle is the data's offset.
 *
 * Everything above the root can be written by the plugin, block headers included. Nothing here walks a list or
 * trusts a length from a header without checking it, so a forged header harms only the plugin's own call.
 */

// Root: words that the plugin cannot reach. The host reads the first seven (packages/host/src/engine/kernel.ts).
const POSITION: usize = 0; // end of the allocated area
const INPUT_OFFSET: usize = 4;
const INPUT_LENGTH: usize = 8;
const OUTPUT_OFFSET: usize = 12;
const OUTPUT_LENGTH: usize = 16;
const ERROR_OFFSET: usize = 20;
const OUTPUT_INVALID: usize = 24; // 1 when the plugin named an output outside its blocks
const FREE_LISTS: usize = 64; // one head per size class
const HEAP: usize = 256;

// Block header, 16 bytes: its data stays 16-byte aligned.
const HEADER: usize = 16;
const CAPACITY: usize = 16; // distances from the data back to the header's fields
const USED: usize = 12;
const STATUS: usize = 8;
const NEXT_FREE: usize = 4;
const ACTIVE: u32 = 0x4c414956; // "VIAL": zeroed or random memory is not a block
const FREE: u32 = 0x45455246; // "FREE"

const MAX_ALLOCATION: u64 = 0x7fff0000;

// @ts-ignore: decorator
@inline
function read(address: usize): u32 {
  return load<u32>(address);
}

// @ts-ignore: decorator
@inline
function write(address: usize, value: u32): void {
  store<u32>(address, value);
}

// @ts-ignore: decorator
@inline
function memoryBytes(): u64 {
  return u64(<u32>memory.size()) << 16;
}

function hasStatus(handle: u64, status: u32): bool {
  if (handle < HEAP + HEADER || handle > u64(read(POSITION)) || handle & 15) return false;
  return read(<usize>handle - STATUS) == status;
}

/** Bytes in use in the block; 0 when the header was tampered with so that it leaves the allocated area. */
function usedBytes(handle: usize): u32 {
  const used = read(handle - USED);
  return u64(handle) + used <= u64(read(POSITION)) ? used : 0;
}

// @ts-ignore: decorator
@inline
function sizeClass(bytes: u32): u32 {
  return 31 - clz(bytes);
}

/** Takes the first free block of a class if it holds `bytes`; only the head is looked at, so this takes constant time. */
function takeFree(list: u32, bytes: u32): usize {
  const head = FREE_LISTS + (list << 2);
  const handle = <usize>read(head);
  if (handle == 0 || !hasStatus(handle, FREE) || read(handle - CAPACITY) < bytes) return 0;
  if (u64(handle) + read(handle - CAPACITY) > u64(read(POSITION))) return 0;
  write(head, read(handle - NEXT_FREE));
  return handle;
}

/** `alloc(n: i64) -> i64`: the handle of a block of zeros, or 0 for `n = 0` and when memory cannot grow. */
export function alloc(n: u64): u64 {
  if (n == 0 || n > MAX_ALLOCATION) return 0;
  const capacity = (<u32>n + 15) & ~15;
  const list = sizeClass(capacity);
  let handle = takeFree(list, capacity);
  if (handle == 0) handle = takeFree(list + 1, capacity);
  if (handle != 0) {
    memory.fill(handle, 0, read(handle - CAPACITY));
  } else {
    const position = read(POSITION);
    const end = u64(position) + HEADER + capacity;
    // The position has 32 bits. At the end of all addresses it would be 0, as if there were nothing to wipe.
    if (end > u64(u32.MAX_VALUE)) return 0;
    const available = memoryBytes();
    if (end > available) {
      const pages = <i32>((end - available + 0xffff) >> 16);
      if (memory.grow(pages) < 0) return 0;
    }
    handle = <usize>position + HEADER;
    write(handle - CAPACITY, capacity);
    write(POSITION, <u32>end);
  }
  write(handle - USED, <u32>n);
  write(handle - STATUS, ACTIVE);
  return handle;
}

/** `free(handle: i64)`: does nothing when `handle` is not a block. */
export function free(handle: u64): void {
  if (!hasStatus(handle, ACTIVE)) return;
  const block = <usize>handle;
  const capacity = read(block - CAPACITY);
  if (capacity < 16) return;
  const head = FREE_LISTS + (sizeClass(capacity) << 2);
  write(block - STATUS, FREE);
  write(block - NEXT_FREE, read(head));
  write(head, <u32>block);
  if (<u32>block == read(INPUT_OFFSET)) write(INPUT_LENGTH, 0);
}

/** `length(handle: i64) -> i64`: the block's length in bytes, 0 when `handle` is not a block. */
export function length(handle: u64): u64 {
  return hasStatus(handle, ACTIVE) ? usedBytes(<usize>handle) : 0;
}

/** Extism's faster variant of `length`; here both take constant time. */
export function length_unsafe(handle: u64): u64 {
  return length(handle);
}

export function load_u8(offset: u64): u32 {
  return offset - HEAP < memoryBytes() - HEAP ? load<u8>(<usize>offset) : 0;
}

export function load_u64(offset: u64): u64 {
  return offset - HEAP <= memoryBytes() - HEAP - 8 ? load<u64>(<usize>offset) : 0;
}

// Stores end at the allocated area, so that `reset` has wiped every byte a plugin wrote.
export function store_u8(offset: u64, value: u32): void {
  if (offset >= HEAP && offset < u64(read(POSITION))) store<u8>(<usize>offset, <u8>value);
}

export function store_u64(offset: u64, value: u64): void {
  if (offset >= HEAP && offset <= u64(read(POSITION)) - 8) store<u64>(<usize>offset, value);
}

export function input_offset(): u64 {
  return read(INPUT_OFFSET);
}

export function input_length(): u64 {
  return read(INPUT_LENGTH);
}

export function input_load_u8(index: u64): u32 {
  if (index >= u64(read(INPUT_LENGTH))) return 0;
  return load<u8>(<usize>read(INPUT_OFFSET) + <usize>index);
}

export function input_load_u64(index: u64): u64 {
  const length = u64(read(INPUT_LENGTH));
  if (length < 8 || index > length - 8) return 0;
  return load<u64>(<usize>read(INPUT_OFFSET) + <usize>index);
}

/** `output_set(offset: i64, length: i64)`: an output outside the blocks is noted, and the host refuses the call's result. */
export function output_set(offset: u64, length: u64): void {
  const position = u64(read(POSITION));
  const empty = length == 0;
  if (!empty && (offset < HEAP || offset > position || length > position - offset)) {
    write(OUTPUT_INVALID, 1);
    return;
  }
  write(OUTPUT_INVALID, 0);
  write(OUTPUT_OFFSET, empty ? 0 : <u32>offset);
  write(OUTPUT_LENGTH, <u32>length);
}

export function output_offset(): u64 {
  return read(OUTPUT_OFFSET);
}

export function output_length(): u64 {
  return read(OUTPUT_LENGTH);
}

/** `error_set(handle: i64)`: 0 clears the error; what is not in the blocks is ignored. */
export function error_set(handle: u64): void {
  if (handle == 0 || (handle >= HEAP && handle < u64(read(POSITION)))) write(ERROR_OFFSET, <u32>handle);
}

export function error_get(): u64 {
  return read(ERROR_OFFSET);
}

export function memory_bytes(): u64 {
  return memoryBytes();
}

// For the host only: never offered to plugins.

/** Wipes every block and starts anew. Must run once before anything else. */
export function reset(): void {
  const position = <usize>read(POSITION);
  memory.fill(0, 0, position > HEAP ? position : HEAP);
  write(POSITION, <u32>HEAP);
}

/** Reserves the input block; returns its offset, 0 when memory cannot grow. */
export function input_reserve(length: u32): u32 {
  const handle = <u32>alloc(length);
  write(INPUT_OFFSET, handle);
  write(INPUT_LENGTH, handle == 0 ? 0 : length);
  return handle;
}
