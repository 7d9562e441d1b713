// JSON strings (RFC 8259 §7) in UTF-8 (§8.1), compared in place: names of members, and values out of a fixed set.

import { characterAt } from "../text/encode";
import { character as decode, put, sequenceLength } from "../text/utf8";
import { character, readEscape } from "./escape";
import { fail, Fault } from "./fault";

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

/** The longest text kept with its escapes decoded, in bytes. A longer one is read to its end and equals no name. */
const LONGEST: i32 = 256;
const decoded = memory.data(260); // LONGEST, and the rest of a character that starts before it

/** Address of the text of the string read last, escapes decoded. It stays until the next string is read. */
export let text: usize = 0;
/** Its length in bytes; more than 256 where decoding gave up. */
export let textLength: i32 = 0;

/** Reads the string whose opening quote is at `at` into `text`. Returns the address behind it, 0 on a fault. */
export function readString(at: usize): usize {
  const start = at + 1;
  const end = plainRun(start);
  if (load<u8>(end) != QUOTE) return readDecoded(start, end);
  text = start;
  textLength = <i32>(end - start);
  return end + 1;
}

/** Whether the string read last is `name`, which is ASCII. */
export function textIs(name: string): bool {
  const length = textLength;
  if (length != name.length) return false;
  const from = text;
  const units = changetype<usize>(name);
  for (let i = 0; i < length; i++) {
    if (<u16>load<u8>(from + i) != load<u16>(units + (i << 1))) return false;
  }
  return true;
}

/** Whether the string read last is `name`, of any characters. */
export function textIsUnicode(name: string): bool {
  let at = text;
  const end = at + textLength;
  let unit = changetype<usize>(name);
  const unitsEnd = unit + ((<usize>name.length) << 1);
  while (unit < unitsEnd && at < end) {
    const wanted = characterAt(unit, unitsEnd);
    const byte = load<u8>(at);
    const length: usize = byte < 0x80 ? 1 : sequenceLength(at);
    if ((byte < 0x80 ? byte : decode(at, length)) != wanted) return false;
    at += length;
    unit += wanted > 0xffff ? 4 : 2;
  }
  return at == end && unit == unitsEnd;
}

/** Address of the first byte from `at` on that is a quote, a backslash, a control character or not ASCII. */
export function plainRun(at: usize): usize {
  while (true) {
    const bytes = v128.load(at);
    const special = v128.or(
      // As signed bytes, those past ASCII are below the space, too.
      i8x16.lt_s(bytes, i8x16.splat(0x20)),
      v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH))),
    );
    const mask = i8x16.bitmask(special);
    if (mask) return at + ctz(mask);
    at += 16;
  }
}

/** Reads on from `at`, the first byte that is not plain, in the string whose text starts at `start`. */
function readDecoded(start: usize, at: usize): usize {
  let length = append(0, start, at);
  while (true) {
    const byte = load<u8>(at);
    if (byte == QUOTE) break;
    if (byte < 0x20) return fail(Fault.NotJson, at);
    if (byte == BACKSLASH) {
      at = readEscape(at);
      if (!at) return 0;
      if (length <= LONGEST) length += <i32>put(decoded + length, character);
      continue;
    }
    const next = byte < 0x80 ? plainRun(at) : at + sequenceLength(at);
    if (next == at) return fail(Fault.NotUnicode, at);
    length = append(length, at, next);
    at = next;
  }
  text = decoded;
  textLength = length;
  return at + 1;
}

/** Appends the bytes to `decoded`, of which `length` are in use. Returns how many then are, more than LONGEST if too many. */
function append(length: i32, from: usize, to: usize): i32 {
  if (length + <i32>(to - from) > LONGEST) return LONGEST + 1;
  memory.copy(decoded + length, from, to - from);
  return length + <i32>(to - from);
}
