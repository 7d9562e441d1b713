// UTF-8 (RFC 3629).

/**
 * Length of the well-formed multi-byte sequence at `at`; 0 when it is none: overlong, a surrogate, past U+10FFFF, cut short.
 * Reads up to 3 bytes behind the first.
 */
export function sequenceLength(at: usize): usize {
  const lead = load<u8>(at);
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return continues(at, 1) ? 2 : 0;
  const second = load<u8>(at, 1);
  if (lead < 0xf0) {
    const lowest: u8 = lead == 0xe0 ? 0xa0 : 0x80;
    const highest: u8 = lead == 0xed ? 0x9f : 0xbf;
    return second >= lowest && second <= highest && continues(at, 2) ? 3 : 0;
  }
  if (lead > 0xf4) return 0;
  const lowest: u8 = lead == 0xf0 ? 0x90 : 0x80;
  const highest: u8 = lead == 0xf4 ? 0x8f : 0xbf;
  return second >= lowest && second <= highest && continues(at, 2) && continues(at, 3) ? 4 : 0;
}

/** The character of a well-formed multi-byte sequence of that length. */
export function character(at: usize, length: usize): u32 {
  const lead = <u32>load<u8>(at);
  const second = <u32>load<u8>(at, 1) & 0x3f;
  if (length == 2) return ((lead & 0x1f) << 6) | second;
  const third = <u32>load<u8>(at, 2) & 0x3f;
  if (length == 3) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | (<u32>load<u8>(at, 3) & 0x3f);
}

/** Writes a character at `to`, which has room for 4 bytes. Returns how many it took. */
export function put(to: usize, character: u32): usize {
  if (character < 0x80) {
    store<u8>(to, character);
    return 1;
  }
  if (character < 0x800) {
    store<u8>(to, 0xc0 | (character >> 6));
    store<u8>(to, 0x80 | (character & 0x3f), 1);
    return 2;
  }
  if (character < 0x10000) {
    store<u8>(to, 0xe0 | (character >> 12));
    store<u8>(to, 0x80 | ((character >> 6) & 0x3f), 1);
    store<u8>(to, 0x80 | (character & 0x3f), 2);
    return 3;
  }
  store<u8>(to, 0xf0 | (character >> 18));
  store<u8>(to, 0x80 | ((character >> 12) & 0x3f), 1);
  store<u8>(to, 0x80 | ((character >> 6) & 0x3f), 2);
  store<u8>(to, 0x80 | (character & 0x3f), 3);
  return 4;
}

@inline
function continues(at: usize, index: usize): bool {
  return (load<u8>(at + index) & 0xc0) == 0x80;
}
