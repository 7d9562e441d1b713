// JSON strings (RFC 8259 §7) as AssemblyScript's.

import { decodeInto } from "../text/decode";
import { sequenceLength } from "../text/utf8";
import { put, uninitialized, widen } from "../text/utf16";
import { character, readEscape } from "./escape";
import { fail, Fault } from "./fault";
import { plainRun } from "./string";

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

/** The string read last. */
export let value: string = "";

/** Reads the string whose opening quote is at `at` into `value`. Returns the address behind it, 0 on a fault. */
export function readText(at: usize): usize {
  const start = at + 1;
  const plainEnd = plainRun(start);
  let end = plainEnd;
  let units = plainEnd - start;
  while (load<u8>(end) != QUOTE) {
    const byte = load<u8>(end);
    if (byte < 0x20) return fail(Fault.NotJson, end);
    if (byte == BACKSLASH) {
      end = readEscape(end);
      if (!end) return 0;
      units += character > 0xffff ? 2 : 1;
    } else if (byte < 0x80) {
      const next = plainRun(end);
      units += next - end;
      end = next;
    } else {
      const length = sequenceLength(end);
      if (!length) return fail(Fault.NotUnicode, end);
      units += length == 4 ? 2 : 1;
      end += length;
    }
  }
  const text = uninitialized(<i32>units);
  const to = changetype<usize>(text);
  if (end == plainEnd) widen(to, start, units);
  else decodeEscaped(to, start, end);
  value = text;
  return end + 1;
}

/** Decodes what is known to be well-formed. */
function decodeEscaped(to: usize, at: usize, end: usize): void {
  while (true) {
    let next = at;
    while (next < end && load<u8>(next) != BACKSLASH) next++;
    to = decodeInto(to, at, next);
    if (next == end) return;
    at = readEscape(next);
    to = put(to, character);
  }
}
