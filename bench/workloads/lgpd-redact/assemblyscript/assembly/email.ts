import { EMAIL, found, Replacement } from "./finding";
import { isAlphanumeric, isLetter, Text } from "./text";

/** The address around the `@`; null when it is none. */
export function findEmail(text: Text, at: usize): Replacement | null {
  const done = text.done;
  let start = at;
  while (start > done && isLocal(load<u8>(start - 1))) start--;
  while (start < at && !isAlphanumeric(load<u8>(start))) start++;
  const domain = at + 1;
  let end = domain;
  while (isDomain(load<u8>(end))) end++;
  while (end > domain && !isAlphanumeric(load<u8>(end - 1))) end--;
  let last = end;
  while (last > domain && isLetter(load<u8>(last - 1))) last--;
  const endsRight = end - last >= 2 && last > domain && load<u8>(last - 1) == 0x2e;
  return start < at && endsRight && isAlphanumeric(load<u8>(domain)) ? found(start, end, EMAIL) : null;
}

function isDomain(byte: u8): bool {
  return isAlphanumeric(byte) || byte == 0x2e || byte == 0x2d;
}

function isLocal(byte: u8): bool {
  return isDomain(byte) || byte == 0x5f || byte == 0x25 || byte == 0x2b;
}
