// JSON (RFC 8259) for a caller that knows the shape of the document and wants no objects: no tree, no recursion, no
// allocation. Each function takes the address it reads at and returns the address it has read to, or 0 on a fault. The
// document ends with 16 zeros.

import { fail, Fault } from "./fault";
import { readString } from "./string";

export { fail, fault, Fault, place } from "./fault";
export { readString, text, textIs, textLength } from "./string";

export const OBJECT: u8 = 0x7b;
export const OBJECT_END: u8 = 0x7d;
export const ARRAY: u8 = 0x5b;
export const ARRAY_END: u8 = 0x5d;
export const STRING: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
const MINUS: u8 = 0x2d;

const TRUE: u32 = 0x65757274; // "true", as loaded
const NULL: u32 = 0x6c6c756e;
const FALSE: u32 = 0x736c6166; // "fals"

/** Skips white space (RFC 8259 §2). */
export function skipSpace(at: usize): usize {
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20 || !(byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09)) return at;
    at++;
  }
}

/** Opens the object or array at `at`. Returns the address of its first member's first byte, or of its closing bracket. */
export function open(at: usize, bracket: u8): usize {
  return load<u8>(at) == bracket ? skipSpace(at + 1) : notA(at);
}

/** Steps from behind a member to the next member's first byte, or to the closing bracket. */
export function nextMember(at: usize, close: u8): usize {
  at = skipSpace(at);
  const byte = load<u8>(at);
  if (byte == close) return at;
  if (byte != COMMA) return fail(Fault.NotJson, at);
  at = skipSpace(at + 1);
  return load<u8>(at) == close ? fail(Fault.NotJson, at) : at;
}

/** Reads the name of an object's member into `text`, and its colon. Returns the address of the value's first byte. */
export function readName(at: usize): usize {
  if (load<u8>(at) != STRING) return fail(Fault.NotJson, at);
  at = readString(at);
  if (!at) return 0;
  at = skipSpace(at);
  return load<u8>(at) == COLON ? skipSpace(at + 1) : fail(Fault.NotJson, at);
}

/** Whether a number starts at `at`. */
export function isNumber(at: usize): bool {
  const byte = load<u8>(at);
  return byte == MINUS || <u8>(byte - 0x30) < 10;
}

/** The boolean read last. */
export let boolean: bool = false;

/** Reads `true` or `false` into `boolean`. */
export function readBoolean(at: usize): usize {
  const length = literalLength(at);
  if (!length || isNull(at)) return notA(at);
  boolean = length == 4;
  return at + length;
}

/** Whether `null` is at `at`. */
export function isNull(at: usize): bool {
  return load<u32>(at) == NULL;
}

/** The fault of a value that is not of the type wanted at `at`: another type, or no JSON. */
export function notA(at: usize): usize {
  const byte = load<u8>(at);
  const isValue = byte == STRING || byte == OBJECT || byte == ARRAY || isNumber(at) || literalLength(at) > 0;
  return fail(isValue ? Fault.WrongType : Fault.NotJson, at);
}

function literalLength(at: usize): usize {
  const letters = load<u32>(at);
  if (letters == TRUE || letters == NULL) return 4;
  return letters == FALSE && load<u8>(at, 4) == 0x65 ? 5 : 0;
}
