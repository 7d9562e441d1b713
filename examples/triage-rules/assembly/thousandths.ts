// JSON numbers (RFC 8259 §6), read as the decimals they are: 35.05 has no exact binary fraction, and a score must not
// turn on the error of the nearest one.

import { scan } from "@vial/as-pdk/assembly";

const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const POINT: u8 = 0x2e;

/** Numbers stop growing here; exponents, too. No quantity comes near, and no sum of two overflows. */
const HUGE: i32 = 100_000_000;

/**
 * The number read last, in thousandths, rounded to odd: a digit cut off sets the last bit. So it compares with any bound of
 * at most two decimals exactly as the number itself does, and rounds to at most two decimals exactly as it does.
 * Magnitudes past 100 000 stay at 100 000.
 */
export let thousandths: i32 = 0;

/** Reads the number at `at` into `thousandths`. Returns the address behind it, 0 on a fault. */
export function readNumber(at: usize): usize {
  const negative = load<u8>(at) == MINUS;
  const digits = negative ? at + 1 : at;

  let end = digitsEnd(digits);
  const integerLength = <i32>(end - digits);
  if (!integerLength) return scan.fail(scan.Fault.NotJson, end);
  if (integerLength > 1 && load<u8>(digits) == 0x30) return scan.fail(scan.Fault.NotJson, digits + 1);
  if (load<u8>(end) == POINT) {
    const fraction = end + 1;
    end = digitsEnd(fraction);
    if (end == fraction) return scan.fail(scan.Fault.NotJson, end);
  }

  const mantissaEnd = end;
  let exponent = 0;
  if ((load<u8>(end) | 0x20) == 0x65 /* e */) {
    const sign = load<u8>(end, 1);
    const first = end + (sign == MINUS || sign == PLUS ? 2 : 1);
    end = digitsEnd(first);
    if (end == first) return scan.fail(scan.Fault.NotJson, end);
    exponent = saturated(first, end);
    if (sign == MINUS) exponent = -exponent;
  }

  const magnitude = inThousandths(digits, mantissaEnd, integerLength + exponent);
  thousandths = negative ? -magnitude : magnitude;
  return end;
}

function digitsEnd(at: usize): usize {
  while (<u8>(load<u8>(at) - 0x30) < 10) at++;
  return at;
}

function saturated(at: usize, end: usize): i32 {
  let value = 0;
  for (; at < end; at++) value = min(value * 10 + (load<u8>(at) - 0x30), HUGE);
  return value;
}

/** The mantissa in [at, end), which may hold a decimal point, as if its point stood behind `pointAfter` digits. */
function inThousandths(at: usize, end: usize, pointAfter: i32): i32 {
  let value = 0;
  let left = pointAfter + 3; // digits still to be taken
  let cut: u8 = 0;
  for (; at < end; at++) {
    const digit = <u8>(load<u8>(at) - 0x30);
    if (digit > 9) continue;
    if (left > 0) value = min(value * 10 + digit, HUGE);
    else cut |= digit;
    left--;
  }
  if (value) for (; left > 0 && value < HUGE; left--) value = min(value * 10, HUGE);
  return cut ? value | 1 : value;
}
