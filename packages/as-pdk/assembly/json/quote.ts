// Strings as RFC 8785 §3.2.2.2 has them: of all characters, only `"`, `\` and control characters are escaped.

import { characterAt } from "../text/encode";
import { put } from "../text/utf8";

/** Free bytes without which `quote` does not go on. */
export const MARGIN: usize = 32;

/** The address of the code units that `quote` stopped at. */
export let rest: usize = 0;

/**
 * Writes the UTF-16 code units in [from, end) at `at`, without quotes, as far as they go before `limit`. Returns the address
 * behind what it wrote, and 0 where a surrogate pair is only half there.
 */
export function quote(at: usize, from: usize, end: usize, limit: usize): usize {
  while (from < end && at + MARGIN <= limit) {
    if (from + 16 <= end) {
      const units = v128.load(from);
      v128.store64_lane(at, i8x16.narrow_i16x8_u(units, units), 0);
      const mask = i16x8.bitmask(special(units));
      const plain = mask ? <usize>ctz(mask) : 8;
      at += plain;
      from += plain << 1;
      if (!mask) continue;
    }
    // What is special is seldom alone.
    do {
      const unit = <u32>load<u16>(from);
      if (unit < 0x80) {
        from += 2;
        at = quoteAscii(at, unit);
        break;
      }
      const character = characterAt(from, end);
      if ((character & 0xfffff800) == 0xd800) return 0;
      from += character > 0xffff ? 4 : 2;
      at += put(at, character);
    } while (from < end && at + MARGIN <= limit);
  }
  rest = from;
  return at;
}

/** Of which of eight code units a narrow copy will not do. */
@inline
function special(units: v128): v128 {
  return v128.or(
    i16x8.gt_u(i16x8.sub(units, i16x8.splat(0x20)), i16x8.splat(0x5f)),
    v128.or(i16x8.eq(units, i16x8.splat(0x22)), i16x8.eq(units, i16x8.splat(0x5c))),
  );
}

function quoteAscii(at: usize, character: u32): usize {
  if (character >= 0x20 && character != 0x22 && character != 0x5c) {
    store<u8>(at, character);
    return at + 1;
  }
  const letter = escapeLetter(character);
  store<u8>(at, 0x5c);
  if (letter) {
    store<u8>(at, letter, 1);
    return at + 2;
  }
  store<u32>(at, 0x30303075, 1); // u000
  store<u8>(at, 0x30 + (character >> 4), 4);
  const low = character & 0xf;
  store<u8>(at, low < 10 ? 0x30 + low : 0x57 + low, 5);
  return at + 6;
}

/** The letter of a short escape; 0 where there is none. */
function escapeLetter(character: u32): u8 {
  switch (character) {
    case 0x08: return 0x62; // b
    case 0x09: return 0x74; // t
    case 0x0a: return 0x6e; // n
    case 0x0c: return 0x66; // f
    case 0x0d: return 0x72; // r
    case 0x22:
    case 0x5c:
      return <u8>character;
    default:
      return 0;
  }
}
