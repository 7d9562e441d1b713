import { put } from "./utf8";

const NOT_ASCII: v128 = i16x8.splat(<i16>0xff80);
const REPLACEMENT: u32 = 0xfffd;

/** Writes the text in UTF-8 at `to`, where there is room for it. False when it has half of a surrogate pair. */
export function encode(to: usize, text: string): bool {
  return encodeUnits(to, text, false) != 0;
}

/** Writes the text in UTF-8, with U+FFFD for half of a surrogate pair. Returns the length in bytes. */
export function encodeLossy(to: usize, text: string): i32 {
  return <i32>(encodeUnits(to, text, true) - to);
}

/** The character at `at` of a text that ends at `end`; half of a surrogate pair is itself. */
@inline
export function characterAt(at: usize, end: usize): u32 {
  const unit = <u32>load<u16>(at);
  if ((unit & 0xfc00) != 0xd800 || at + 2 >= end) return unit;
  const low = <u32>load<u16>(at, 2);
  return (low & 0xfc00) == 0xdc00 ? 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : unit;
}

function encodeUnits(to: usize, text: string, lossy: bool): usize {
  let from = changetype<usize>(text);
  const end = from + ((<usize>text.length) << 1);
  while (from < end) {
    if (from + 16 <= end) {
      const units = v128.load(from);
      if (!v128.any_true(v128.and(units, NOT_ASCII))) {
        v128.store64_lane(to, i8x16.narrow_i16x8_u(units, units), 0);
        from += 16;
        to += 8;
        continue;
      }
    }
    let character = characterAt(from, end);
    from += character > 0xffff ? 4 : 2;
    if ((character & 0xfffff800) == 0xd800) {
      if (!lossy) return 0;
      character = REPLACEMENT;
    }
    to += put(to, character);
  }
  return to;
}
