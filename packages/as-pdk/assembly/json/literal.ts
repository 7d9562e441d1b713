// JSON syntax into memory with room for it: for a writer that reserves by the record and not by the value.

import { put } from "../text/utf8";

/** What may be overwritten behind a literal, in bytes. */
export const OVERRUN: i32 = 7;

/**
 * Writes `literal` in UTF-8, as it stands: JSON syntax and text that needs no escapes, in the Basic Multilingual Plane.
 * Returns the address behind it. Up to 7 bytes from there on are overwritten, too.
 */
export function write(at: usize, literal: string): usize {
  let from = changetype<usize>(literal);
  const end = from + (<usize>literal.length << 1);
  while (from < end) {
    // Eight UTF-16 units at a time, as long as they are ASCII. Those past the end are cut off by the return value.
    const units = v128.load(from);
    if (v128.any_true(v128.and(units, i16x8.splat(<i16>0xff80)))) {
      at += put(at, load<u16>(from));
      from += 2;
    } else {
      v128.store64_lane(at, i8x16.narrow_i16x8_u(units, units), 0);
      at += 8;
      from += 16;
    }
  }
  return at - ((from - end) >> 1);
}
