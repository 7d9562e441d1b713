// JSON numbers (RFC 8259 §6) as the nearest double, ties to even (IEEE 754 §4.3.1).

import { fail, Fault } from "../json/fault";
import { isAboveHalfway } from "./halfway";
import { exponent, lower, multiplyHigh, power, upper } from "./powers";

const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const POINT: u8 = 0x2e;

/** As many digits as always fit into 64 bits. */
const MOST_DIGITS: i32 = 19;
/** Exponents stop growing here: past any number of digits of an input. */
const HUGE: i32 = 100_000_000;
const EXACT: u64 = 1 << 53;

@lazy const TENS = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/** The number read last; infinite where it is past all doubles. */
export let number: f64 = 0;

/** Reads the number at `at` into `number`. Returns the address behind it, 0 on a fault. */
export function readNumber(at: usize): usize {
  const negative = load<u8>(at) == MINUS;
  if (negative) at++;
  const start = at;

  // The number is `digits` · 10^`scale`, and a little more where further digits are left out.
  let digits: u64 = 0;
  let count = 0;
  let scale = 0;
  let isCut = false;
  let digit = <u32>load<u8>(at) - 0x30;
  if (digit > 9) return fail(Fault.NotJson, at);
  if (!digit && <u8>(load<u8>(at, 1) - 0x30) < 10) return fail(Fault.NotJson, at + 1);
  do {
    if (count < MOST_DIGITS) {
      digits = digits * 10 + digit;
      count += <i32>(digits != 0);
    } else {
      scale++;
      isCut = isCut || digit != 0;
    }
    digit = <u32>load<u8>(++at) - 0x30;
  } while (digit <= 9);

  if (load<u8>(at) == POINT) {
    digit = <u32>load<u8>(++at) - 0x30;
    if (digit > 9) return fail(Fault.NotJson, at);
    do {
      if (count < MOST_DIGITS) {
        digits = digits * 10 + digit;
        count += <i32>(digits != 0);
        scale--;
      } else {
        isCut = isCut || digit != 0;
      }
      digit = <u32>load<u8>(++at) - 0x30;
    } while (digit <= 9);
  }

  const end = at;
  if ((load<u8>(at) | 0x20) == 0x65 /* e */) {
    const sign = load<u8>(at, 1);
    at += sign == MINUS || sign == PLUS ? 2 : 1;
    if (<u8>(load<u8>(at) - 0x30) > 9) return fail(Fault.NotJson, at);
    let written = 0;
    for (; <u8>(load<u8>(at) - 0x30) < 10; at++) written = min(written * 10 + (load<u8>(at) - 0x30), HUGE);
    scale += sign == MINUS ? -written : written;
  }

  const magnitude = nearest(digits, scale, isCut, start, end);
  number = negative ? -magnitude : magnitude;
  return at;
}

/** The double nearest to the digits in [start, end), which are `digits` · 10^`scale` and a little more where `isCut`. */
function nearest(digits: u64, scale: i32, isCut: bool, start: usize, end: usize): f64 {
  if (!isCut) {
    // Where both factors are exact, so is the one rounding of their product or quotient.
    if (!scale) return <f64>digits;
    if (digits < EXACT && scale >= -22 && scale <= 22) {
      return scale < 0
        ? <f64>digits / load<f64>(TENS + ((<usize>-scale) << 3))
        : <f64>digits * load<f64>(TENS + ((<usize>scale) << 3));
    }
  }
  if (!digits || scale < -345) return 0;
  if (scale > 309) return Infinity;

  // digits · 10^scale lies in [product, product + error) · 2^binary, where 64 bits of `product` are in each of two words.
  power(scale);
  const zeros = <i32>clz(digits);
  const factor = digits << zeros;
  const word = lower | (upper << 63);
  const high = (((upper >> 1) - <u64>(word == 0)) << 2) | ((word - 1) >> 62);
  const low = (word - 1) << 2;
  let productLow = high * factor;
  const carried = productLow + multiplyHigh(low, factor);
  const productHigh = multiplyHigh(high, factor) + <u64>(carried < productLow);
  productLow = carried;
  const binary = 62 + exponent(scale) - zeros;

  const atLeast = round(productHigh, productLow, binary, false);
  const errorLow = productLow + 5;
  const errorHigh = productHigh + <u64>(errorLow < productLow) + (isCut ? (<u64>1) << zeros : 0);
  const atMost = round(errorHigh, errorLow, binary, true);
  if (atLeast == atMost) return reinterpret<f64>(atLeast);
  return reinterpret<f64>(isAboveHalfway(start, end, scale, atLeast) ? atLeast + 1 : atLeast);
}

/** The bits of the double nearest to (high · 2^64 + low) · 2^binary; of two as near the lower one, or the upper one. */
function round(high: u64, low: u64, binary: i32, halfUp: bool): u64 {
  const spare = clz(high);
  const top = binary + 127 - <i32>spare; // the number lies in [2^top, 2^(top + 1))
  if (top > 1023) return 0x7ff0000000000000;
  const isNormal = top >= -1022;
  const shift: u64 = 11 - spare + (isNormal ? 0 : <u64>(-1022 - top));
  if (shift > 64) return 0;
  const mantissa = shift == 64 ? 0 : high >> shift;
  const rest = shift == 64 ? high : high & (((<u64>1) << shift) - 1);
  const half = (<u64>1) << (shift - 1);
  const up = halfUp ? rest >= half : rest > half || (rest == half && low != 0);
  return (isNormal ? (<u64>(top + 1022)) << 52 : 0) + mantissa + <u64>up;
}
