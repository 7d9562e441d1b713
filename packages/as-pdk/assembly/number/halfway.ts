// Where a decimal lies so close to the middle between two doubles that 126 bits do not tell: a comparison in whole numbers.

/** No middle between two doubles has more significant digits than 767. What follows only counts as more than nothing. */
const MOST_DIGITS: i32 = 800;
/** How many of the decimal's digits its scale is for. */
const SCALED_DIGITS: i32 = 19;

// A whole number is a count of limbs and as many limbs of 32 bits, the lowest first. 128 are more than 801 digits take, or
// 54 bits times 5^1146, shifted by the difference of the exponents.
@lazy const decimal = memory.data(516, 4);
@lazy const middle = memory.data(516, 4);

/**
 * Whether the decimal is above the middle between the double with these bits and the next one, or there and the next one is
 * even. The decimal's digits are those in [start, end); the first 19 significant ones are a whole number times 10^scale.
 */
export function isAboveHalfway(start: usize, end: usize, scale: i32, bits: u64): bool {
  const power = scale - readDigits(start, end);
  const biased = <i32>(bits >> 52);
  const fraction = bits & 0xfffffffffffff;
  const mantissa = biased ? fraction | 0x10000000000000 : fraction;
  const binary = max(biased, 1) - 1076;
  store<u32>(middle, 2);
  store<u64>(middle, (mantissa << 1) + 1, 4);

  // decimal · 10^power against middle · 2^binary
  multiplyByFives(decimal, power);
  multiplyByFives(middle, -power);
  shiftLeft(decimal, power - binary);
  shiftLeft(middle, binary - power);
  const order = compare();
  return order > 0 || (order == 0 && (bits & 1) != 0);
}

/** Puts the digits into `decimal`. Returns how many there are past the first 19. */
function readDigits(start: usize, end: usize): i32 {
  store<u32>(decimal, 0);
  let count = 0;
  let isMore = false;
  for (let at = start; at < end; at++) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit > 9 || (!count && !digit)) continue;
    if (count < MOST_DIGITS) {
      multiply(decimal, 10, digit);
      count++;
    } else if (digit) {
      isMore = true;
    }
  }
  if (isMore) {
    multiply(decimal, 10, 1);
    count++;
  }
  return max(count - SCALED_DIGITS, 0);
}

function multiplyByFives(number: usize, times: i32): void {
  for (; times >= 13; times -= 13) multiply(number, 1220703125, 0);
  for (; times > 0; times--) multiply(number, 5, 0);
}

function multiply(number: usize, factor: u32, plus: u32): void {
  let carry: u64 = plus;
  const count = load<u32>(number);
  const end = number + 4 + ((<usize>count) << 2);
  for (let at = number + 4; at < end; at += 4) {
    carry += <u64>load<u32>(at) * factor;
    store<u32>(at, <u32>carry);
    carry >>= 32;
  }
  if (carry) {
    store<u32>(end, <u32>carry);
    store<u32>(number, count + 1);
  }
}

function shiftLeft(number: usize, bits: i32): void {
  if (bits <= 0) return;
  const count = load<u32>(number);
  const whole = <u32>bits >> 5;
  memory.copy(number + 4 + (whole << 2), number + 4, count << 2);
  memory.fill(number + 4, 0, whole << 2);
  store<u32>(number, count + whole);
  multiply(number, (<u32>1) << (bits & 31), 0);
}

/** Below, at or above zero as `decimal` is less than, the same as or more than `middle`. */
function compare(): i32 {
  for (let limb = max(load<u32>(decimal), load<u32>(middle)); limb > 0; limb--) {
    const a = limbOf(decimal, limb);
    const b = limbOf(middle, limb);
    if (a != b) return a < b ? -1 : 1;
  }
  return 0;
}

/** A limb, counted from 1. */
function limbOf(number: usize, limb: u32): u32 {
  return limb <= load<u32>(number) ? load<u32>(number + (limb << 2)) : 0;
}
