// Writes JSON into memory with room for it. Each function returns the address behind what it wrote.

import { encode } from "./utf8";

/**
 * Writes `literal` in UTF-8, as it stands: JSON syntax and text that needs no escapes, in the Basic Multilingual Plane.
 * Up to 7 bytes behind it are overwritten, too.
 */
export function write(at: usize, literal: string): usize {
  let from = changetype<usize>(literal);
  const end = from + (<usize>literal.length << 1);
  while (from < end) {
    // Eight UTF-16 units at a time, as long as they are ASCII. Those past the end are cut off by the return value.
    const units = v128.load(from);
    if (v128.any_true(v128.and(units, i16x8.splat(<i16>0xff80)))) {
      at += encode(at, load<u16>(from));
      from += 2;
    } else {
      v128.store64_lane(at, i8x16.narrow_i16x8_u(units, units), 0);
      at += 8;
      from += 16;
    }
  }
  return at - ((from - end) >> 1);
}

/** Writes a whole number, zero or more. */
export function writeInteger(at: usize, value: u32): usize {
  let end = at + 1;
  for (let rest = value / 10; rest; rest /= 10) end++;
  for (let to = end; to > at; value /= 10) store<u8>(--to, 0x30 + (value % 10));
  return end;
}

/** Writes a number of tenths with its one decimal. */
export function writeTenths(at: usize, tenths: u32): usize {
  at = writeInteger(at, tenths / 10);
  store<u8>(at, 0x2e);
  store<u8>(at, 0x30 + (tenths % 10), 1);
  return at + 2;
}

/** Ends a list whose opening bracket is at `list` and each of whose members is followed by a comma. */
export function endList(list: usize, at: usize): usize {
  const end = at == list + 1 ? at : at - 1;
  store<u8>(end, 0x5d);
  return end + 1;
}
