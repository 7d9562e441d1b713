// The call's output. What is set last counts.

import { IS_STUB } from "./arena";
import { encode } from "./text/encode";
import { fail, failWithOutput } from "./failure";
import { JsonWriter } from "./json/writer";
import { MAX_LENGTH } from "./lane";
import { Room } from "./room";

/** What a writer wants to be free behind what it writes. */
const MARGIN: i32 = 1024;

const room = new Room(MAX_LENGTH + MARGIN);
// Compiled where `json` is used only.
@lazy const writer = new JsonWriter(room);

/** The address and length of what is to be handed over. */
export let start: usize = 0;
export let size: i32 = 0;
/** Keeps the bytes of the output from being collected. */
let kept: Uint8Array | null = null;

/** These bytes, in place: they must not change until the call is over. */
export function bytes(value: Uint8Array): void {
  kept = value;
  raw(value.dataStart, value.length);
}

/** This text, in UTF-8. Half of a surrogate pair fails the call. */
export function text(value: string): void {
  const length = String.UTF8.byteLength(value);
  const to = reserve(length);
  if (!to) {
    fail("output: too long");
    return;
  }
  if (encode(to, value)) raw(to, length);
  else fail("output: not Unicode");
}

/** A writer of JSON, to be followed by `finishJson`. */
export function json(): JsonWriter {
  writer.begin();
  return writer;
}

/** Ends what `json` began. What could not be written fails the call. */
export function finishJson(): void {
  const reason = writer.failure;
  if (reason != null) fail("output: " + reason);
  else raw(room.address, writer.length);
}

/** Makes room for `capacity` bytes of output and keeps what is there. Returns its address, which moves; 0 past 16 MiB. */
export function reserve(capacity: i32): usize {
  return <u32>capacity > <u32>MAX_LENGTH ? 0 : room.reserve(max(capacity, 1));
}

/** These bytes of the module's memory. */
export function raw(address: usize, length: i32): void {
  if (<u32>length > <u32>MAX_LENGTH) {
    fail("output: too long");
    return;
  }
  start = address;
  size = length;
}

/** Fails the call with these bytes of the module's memory as its error text, in UTF-8. */
export function error(address: usize, length: i32): void {
  raw(address, length);
  failWithOutput();
}

/** Forgets the output of the call before. */
export function clear(): void {
  start = 0;
  size = 0;
  kept = null;
  if (IS_STUB) room.clear(); // its memory is about to be given back
}
