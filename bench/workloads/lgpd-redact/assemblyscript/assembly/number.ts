import { CEP, CNPJ, CNS, CPF, DATE, found, PHONE, Replacement } from "./finding";
import { introduction, isSubscriber, isTelephone } from "./phone";
import { isDigit, isWord, Text } from "./text";
import { isCnpj, isCns, isCpf, isDay } from "./validity";

const SHORTEST: usize = 3;
const LONGEST: usize = 18;
const AT: u8 = 0x40;
const SPACE: u8 = 0x20;
const PLUS: u8 = 0x2b;
const DOT: u32 = 0x2e;
const HYPHEN: u32 = 0x2d;
const SLASH: u32 = 0x2f;

/** The digits of the number, as numbers. */
const digits = memory.data(24);

/** Where the number that begins at `at` ends. */
export function numberEnd(at: usize): usize {
  while (isDigit(load<u8>(at)) || isJoint(at)) at++;
  return at;
}

/** Whether a separator with a digit behind it is at `at`. */
function isJoint(at: usize): bool {
  const byte = <u32>load<u8>(at);
  return (byte == DOT || byte == HYPHEN || byte == SLASH) && isDigit(load<u8>(at, 1));
}

function endsFree(text: Text, end: usize): bool {
  return end == text.end || (!isWord(load<u8>(end)) && load<u8>(end) != AT);
}

/** What a number is, when it stands free; null when it is nothing. */
export function findNumber(text: Text, start: usize, end: usize): Replacement | null {
  const length = end - start;
  if (length < SHORTEST || length > LONGEST) return null;
  if ((start > text.start && isWord(load<u8>(start - 1))) || !endsFree(text, end)) return null;
  let count: usize = 0;
  // The separators and the lengths of the groups before them, six bits each, tell the shape.
  let separators: u32 = 0;
  let groups: u32 = 0;
  let group: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isDigit(byte)) {
      store<u8>(digits + count++, byte - 0x30);
      group++;
    } else {
      separators = (separators << 8) | byte;
      groups = (groups << 6) | group;
      group = 0;
    }
  }
  return separators == 0
    ? findPlain(text, start, end, <i32>count)
    : findGrouped(text, start, end, separators, (groups << 6) | group);
}

/** A number of digits alone. */
function findPlain(text: Text, start: usize, end: usize, count: i32): Replacement | null {
  switch (count) {
    case 3:
      return findSpacedCns(text, start);
    case 10:
      return isTelephone(digits, count) ? found(start, end, PHONE) : null;
    case 11:
      if (isCpf(digits)) return found(start, end, CPF);
      return isTelephone(digits, count) ? found(start, end, PHONE) : null;
    case 12:
    case 13: {
      const isInternational = start > text.done && load<u8>(start - 1) == PLUS && load<u16>(digits) == 0x0505;
      return isInternational && isTelephone(digits + 2, count - 2) ? found(start - 1, end, PHONE) : null;
    }
    case 14:
      return isCnpj(digits) ? found(start, end, CNPJ) : null;
    case 15:
      return isCns(digits) ? found(start, end, CNS) : null;
    default:
      return null;
  }
}

/** A number with separators. */
function findGrouped(text: Text, start: usize, end: usize, separators: u32, groups: u32): Replacement | null {
  switch (groups) {
    case shape(3, 3, 3, 2):
      return separators == ((DOT << 16) | (DOT << 8) | HYPHEN) && isCpf(digits) ? found(start, end, CPF) : null;
    case (2 << 24) | shape(3, 3, 4, 2):
      return separators == ((DOT << 24) | (DOT << 16) | (SLASH << 8) | HYPHEN) && isCnpj(digits)
        ? found(start, end, CNPJ)
        : null;
    case shape(0, 2, 2, 4): {
      const isDate = separators == ((separators & 0xff) << 8) + (separators & 0xff);
      return isDate && isDay(digits + 4, digits + 2, digits) ? found(start, end, DATE) : null;
    }
    case shape(0, 4, 2, 2):
      return separators == ((HYPHEN << 8) | HYPHEN) && isDay(digits, digits + 4, digits + 6)
        ? found(start, end, DATE)
        : null;
    case shape(0, 0, 5, 3):
      return separators == HYPHEN ? found(start, end, CEP) : null;
    case shape(0, 2, 3, 3):
      return separators == ((DOT << 8) | HYPHEN) ? found(start, end, CEP) : null;
    case shape(0, 0, 5, 4):
      return separators == HYPHEN && isSubscriber(digits, 9) ? found(introduction(text, start), end, PHONE) : null;
    case shape(0, 0, 4, 4):
      return separators == HYPHEN && isSubscriber(digits, 8) ? found(introduction(text, start), end, PHONE) : null;
    default:
      return null;
  }
}

@inline
function shape(first: u32, second: u32, third: u32, fourth: u32): u32 {
  return (first << 18) | (second << 12) | (third << 6) | fourth;
}

/** Three digits and, behind them, three times a space and four more. */
function findSpacedCns(text: Text, start: usize): Replacement | null {
  const end = start + 18;
  if (end > text.end) return null;
  let to = digits + 3;
  for (let at = start + 3; at < end; at += 5) {
    if (load<u8>(at) != SPACE) return null;
    for (let i: usize = 1; i <= 4; i++) {
      const byte = load<u8>(at + i);
      if (!isDigit(byte)) return null;
      store<u8>(to++, byte - 0x30);
    }
  }
  return endsFree(text, end) && !isJoint(end) && isCns(digits) ? found(start, end, CNS) : null;
}
