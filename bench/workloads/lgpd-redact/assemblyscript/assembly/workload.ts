// Identifiers in clinical text replaced by their kinds, by the specification in ../../README.md.

import { ByteSet, output } from "@vial/as-pdk/assembly";
import { findEmail } from "./email";
import { foundEnd, foundStart } from "./finding";
import { findNumber, numberEnd } from "./number";
import { Text } from "./text";

const AT: u8 = 0x40;

const candidates = ByteSet.of("0123456789@");

/** Turns the text into the call's output. */
export function run(from: usize, length: i32): void {
  // A replacement is at most one byte longer than what it replaces, the shortest address of six.
  const redacted = output.reserve(length + length / 6);
  if (!redacted) unreachable();
  const end = from + length;
  const text = new Text(from, end);
  let to = redacted;
  for (let at = candidates.next(from, end); at < end; at = candidates.next(at, end)) {
    const isAt = load<u8>(at) == AT;
    const next = isAt ? at + 1 : numberEnd(at);
    const replacement = isAt ? findEmail(text, at) : findNumber(text, at, next);
    at = next;
    if (replacement == null) continue;
    to = copy(to, text.done, foundStart - text.done);
    to = copy(to, replacement.address, replacement.length);
    text.done = foundEnd;
    at = foundEnd;
  }
  to = copy(to, text.done, end - text.done);
  output.raw(redacted, <i32>(to - redacted));
}

function copy(to: usize, from: usize, length: usize): usize {
  memory.copy(to, from, length);
  return to + length;
}
