// Escapes in JSON strings (RFC 8259 §7).

import { fail, Fault } from "./fault";

/** The character that the escape read last stands for. */
export let character: u32 = 0;

/** Reads the escape whose backslash is at `at` into `character`. Returns the address behind it, 0 on a fault. */
export function readEscape(at: usize): usize {
  const letter = load<u8>(at, 1);
  if (letter == 0x75 /* u */) return readUnicodeEscape(at);
  character = plainEscape(letter);
  return character ? at + 2 : fail(Fault.NotJson, at);
}

function plainEscape(letter: u8): u32 {
  switch (letter) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
      return letter;
    case 0x62: // b
      return 0x08;
    case 0x66: // f
      return 0x0c;
    case 0x6e: // n
      return 0x0a;
    case 0x72: // r
      return 0x0d;
    case 0x74: // t
      return 0x09;
    default:
      return 0;
  }
}

function readUnicodeEscape(at: usize): usize {
  const unit = hexUnit(at + 2);
  if (unit < 0) return fail(Fault.NotJson, at);
  character = unit;
  if ((unit & 0xf800) != 0xd800) return at + 6;

  // A high surrogate, which only makes a character together with the low one in the escape that follows.
  if (unit > 0xdbff || load<u16>(at, 6) != 0x755c /* \u */) return fail(Fault.NotUnicode, at);
  const low = hexUnit(at + 8);
  if (low < 0) return fail(Fault.NotJson, at + 6);
  if ((low & 0xfc00) != 0xdc00) return fail(Fault.NotUnicode, at);
  character = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  return at + 12;
}

/** The UTF-16 code unit that the four hexadecimal digits at `at` name, -1 when they are not that. */
function hexUnit(at: usize): i32 {
  let unit = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte = <i32>load<u8>(at + i);
    const letter = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) unit = (unit << 4) | (byte - 0x30);
    else if (letter >= 0x61 && letter <= 0x66) unit = (unit << 4) | (letter - 0x57);
    else return -1;
  }
  return unit;
}
