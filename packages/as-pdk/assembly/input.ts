// The call's input.

import { canAllocate, IS_STUB } from "./arena";
import { PADDING, uninitialized } from "./buffer";
import { fail } from "./failure";
import { JsonReader } from "./json/reader";
import { inputLength } from "./env";
import { isDirect, loadInput, MAX_LENGTH } from "./lane";
import { decode } from "./text/decode";

const NONE = new ArrayBuffer(PADDING);
/** What an input's block needs besides its bytes: padding, headers, alignment. */
const OVERHEAD: usize = 64;

let buffer: ArrayBuffer = NONE;
let size: i32 = 0;
let present: bool = false;

/** Its bytes, in place: they are the next call's once this one is over. */
export function bytes(): Uint8Array {
  fetch();
  return Uint8Array.wrap(buffer, 0, size);
}

/** Its text; null when it is not UTF-8, which is then the call's error. */
export function text(): string | null {
  fetch();
  const decoded = decode(changetype<usize>(buffer), size);
  if (decoded == null) fail("input: not UTF-8");
  return decoded;
}

/** A reader of its JSON. */
export function json(): JsonReader {
  fetch();
  return new JsonReader(changetype<usize>(buffer), size);
}

/** The address of its first byte, and 16 zeros behind its last one. */
export function address(): usize {
  fetch();
  return changetype<usize>(buffer);
}

/** Its length in bytes. */
export function length(): i32 {
  fetch();
  return size;
}

/** Forgets the input of the call before. */
export function clear(): void {
  present = false;
  if (IS_STUB) buffer = NONE; // its memory is about to be given back
}

/** Reserves memory for so many bytes of input. Returns its address, 0 when there is no room. */
export function reserve(length: i32): usize {
  if (length + PADDING > buffer.byteLength) {
    buffer = NONE;
    if (!canAllocate(<usize>length + OVERHEAD)) return 0;
    if (!IS_STUB) __collect(); // the smaller one, before there are two
    buffer = uninitialized(length + PADDING);
  }
  size = length;
  const start = changetype<usize>(buffer);
  memory.fill(start + length, 0, PADDING);
  present = true;
  return start;
}

function fetch(): void {
  if (present) return;
  const length = inputLength();
  if (length > MAX_LENGTH) unreachable();
  const to = reserve(<i32>length);
  if (!to) unreachable();
  loadInput(to, <i32>length);
}
