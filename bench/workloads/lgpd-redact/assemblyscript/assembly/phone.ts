import { isWord, Text } from "./text";

/** The units that area codes have, by their tens, a bit for each. */
const AREAS = memory.data<u16>([0, 0x3fe, 0x196, 0x1be, 0x3fe, 0x3a, 0x3fe, 0x2ba, 0x3fe, 0x3fe]);

const SPACE: u8 = 0x20;
const PLUS_55: u32 = 0x35352b; // as it lies in memory
const PLUS_55_SPACE: u32 = 0x2035352b;

/** Whether these digits (0 to 9) are a subscriber's number. */
export function isSubscriber(digits: usize, count: i32): bool {
  const first = load<u8>(digits);
  return (count == 9 && first == 9) || (count == 8 && first >= 2 && first <= 5);
}

/** Whether these digits are an area code and a subscriber's number. */
export function isTelephone(digits: usize, count: i32): bool {
  return isArea(load<u8>(digits), load<u8>(digits, 1)) && isSubscriber(digits + 2, count - 2);
}

/** Where what introduces the subscriber's number at `number` begins; `number` where nothing does. */
export function introduction(text: Text, number: usize): usize {
  const done = text.done;
  let at = number;
  const isSpaced = at > done && load<u8>(at - 1) == SPACE;
  if (isSpaced) at--;
  if (at - done >= 4 && load<u8>(at - 1) == 0x29 && load<u8>(at - 4) == 0x28 && isAreaCode(at - 3)) at -= 4;
  else if (isSpaced && at - done >= 2 && isAreaCode(at - 2) && !(at - 2 > text.start && isWord(load<u8>(at - 3)))) at -= 2;
  else return number;
  if (at - done >= 4 && load<u32>(at - 4) == PLUS_55_SPACE) return at - 4;
  return at - done >= 3 && (load<u32>(at - 3) & 0xffffff) == PLUS_55 ? at - 3 : at;
}

function isAreaCode(at: usize): bool {
  return isArea(load<u8>(at) - 0x30, load<u8>(at, 1) - 0x30);
}

function isArea(tens: u8, units: u8): bool {
  return tens < 10 && units < 10 && ((load<u16>(AREAS + (<usize>tens << 1)) >> units) & 1) == 1;
}
