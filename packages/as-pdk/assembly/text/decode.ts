import { character, sequenceLength } from "./utf8";
import { put, uninitialized, widen } from "./utf16";

/** The UTF-8 text of `length` bytes at `from`, with 16 zeros behind; null when it is ill-formed. */
export function decode(from: usize, length: i32): string | null {
  const end = from + length;
  const units = countUnits(from, end);
  if (units < 0) return null;
  const text = uninitialized(units);
  if (units == length) widen(changetype<usize>(text), from, length);
  else decodeInto(changetype<usize>(text), from, end);
  return text;
}

/** Address of the first byte at or after `at` that is not ASCII; at most `end`. Reads up to 16 bytes past it. */
export function asciiEnd(at: usize, end: usize): usize {
  while (at < end) {
    const mask = i8x16.bitmask(v128.load(at));
    if (mask) return min(at + ctz(mask), end);
    at += 16;
  }
  return end;
}

/** How many UTF-16 code units the text takes; -1 when it is ill-formed. */
function countUnits(at: usize, end: usize): i32 {
  let units: usize = 0;
  while (at < end) {
    const next = asciiEnd(at, end);
    units += next - at;
    at = next;
    if (at == end) break;
    const length = sequenceLength(at);
    if (!length || at + length > end) return -1;
    units += length == 4 ? 2 : 1;
    at += length;
  }
  return <i32>units;
}

/** Decodes what is well-formed. */
export function decodeInto(to: usize, at: usize, end: usize): usize {
  while (at < end) {
    const next = asciiEnd(at, end);
    widen(to, at, next - at);
    to += (next - at) << 1;
    at = next;
    // Text that is not ASCII goes on for a while.
    while (at < end && load<u8>(at) >= 0x80) {
      const length = sequenceLength(at);
      to = put(to, character(at, length));
      at += length;
    }
  }
  return to;
}

/** Whether the bytes, with 16 more that can be read behind them, are well-formed UTF-8. */
export function isUtf8(from: usize, length: i32): bool {
  return countUnits(from, from + length) >= 0;
}
