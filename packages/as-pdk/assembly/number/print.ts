// Numbers as ECMAScript's Number::toString writes them, which is what RFC 8785 §3.2.2.3 asks for.

import { digits as shortestDigits, exponent as shortestExponent, shortest } from "./shortest";

const EXACT: f64 = 9007199254740992; // 2^53
/** With so many decimal places more, still below 10^15. */
const SHORT: f64 = 1e11;
const MOST_PLACES: i32 = 3;
const ZERO: u8 = 0x30;

/** No number is longer, in bytes. */
export const LONGEST_NUMBER: i32 = 26;

/** Writes a finite number at `at`, where `LONGEST_NUMBER` bytes are free. Returns the address behind it. */
export function print(at: usize, value: f64): usize {
  if (value < 0) {
    store<u8>(at, 0x2d);
    at++;
    value = -value;
  }
  if (value < EXACT && value == Math.trunc(value)) return printInteger(at, <u64>value);
  // Up to 15 digits, no two decimals are the same double: one that gives this double is its shortest. Readings have few.
  if (value < SHORT) {
    let scale: f64 = 10;
    for (let places = 1; places <= MOST_PLACES; places++, scale *= 10) {
      const digits = Math.floor(value * scale + 0.5);
      if (digits / scale == value && digits > 0) return printDecimal(at, <u64>digits, -places);
    }
  }
  shortest(value);
  return printDecimal(at, shortestDigits, shortestExponent);
}

/** Writes a whole number. Returns the address behind it. */
export function printInteger(at: usize, value: u64): usize {
  return printDigits(at, value, countDigits(value));
}

function printDecimal(at: usize, digits: u64, exponent: i32): usize {
  const count = countDigits(digits);
  const point = count + exponent; // value = 0.digits · 10^point
  if (exponent >= 0 && point <= 21) {
    at = printDigits(at, digits, count);
    memory.fill(at, ZERO, exponent);
    return at + exponent;
  }
  if (0 < point && point <= 21) {
    const end = printDigits(at + 1, digits, count);
    memory.copy(at, at + 1, point);
    store<u8>(at + point, 0x2e);
    return end;
  }
  if (-6 < point && point <= 0) {
    store<u16>(at, 0x2e30); // 0.
    memory.fill(at + 2, ZERO, -point);
    return printDigits(at + 2 - point, digits, count);
  }
  if (count == 1) {
    store<u8>(at, ZERO + <u8>digits);
    at++;
  } else {
    const end = printDigits(at + 1, digits, count);
    store<u8>(at, load<u8>(at, 1));
    store<u8>(at, 0x2e, 1);
    at = end;
  }
  const power = point - 1;
  store<u8>(at, 0x65);
  store<u8>(at, power < 0 ? 0x2d : 0x2b, 1);
  return printInteger(at + 2, <u64>abs(power));
}

function printDigits(at: usize, value: u64, count: i32): usize {
  let to = at + count;
  while (value > 0xffffffff) {
    const rest = value / 10;
    store<u8>(--to, ZERO + <u8>(value - rest * 10));
    value = rest;
  }
  for (let low = <u32>value; to > at; low /= 10) store<u8>(--to, ZERO + <u8>(low % 10));
  return at + count;
}

function countDigits(value: u64): i32 {
  let count = 1;
  for (let bound: u64 = 10; count < 20 && value >= bound; bound *= 10) count++;
  return count;
}
