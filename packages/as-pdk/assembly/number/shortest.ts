// The shortest decimal that reads back as a given double, and the closest to it among those: Raffaello Giulietti, "The
// Schubfach way to render doubles" (2020).

import { floorLog2Of10, lower, multiplyHigh, power, upper } from "./powers";

const MANTISSA_BITS: u64 = 52;
const HIDDEN_BIT: u64 = 1 << MANTISSA_BITS;
const LOWEST_EXPONENT: i32 = -1074;

/** The decimal made last is `digits` · 10^`exponent`. The digits do not end in 0. */
export let digits: u64 = 0;
export let exponent: i32 = 0;

/** Puts the shortest decimal of a finite double above zero into `digits` and `exponent`. */
export function shortest(value: f64): void {
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> MANTISSA_BITS);
  const fraction = bits & (HIDDEN_BIT - 1);
  // value = mantissa · 2^binary
  const mantissa = biased ? fraction | HIDDEN_BIT : fraction;
  const binary = biased ? biased + LOWEST_EXPONENT - 1 : LOWEST_EXPONENT;
  // Below a power of two, doubles are half as far apart.
  const isRegular = fraction != 0 || biased <= 1;

  const k = isRegular ? floorLog10Of2(binary) : floorLog10Of3Quarters2(binary);
  power(-k);
  const shift = <u64>(binary + floorLog2Of10(-k) + 2);
  // In units of 10^k / 4: the value, and the bounds of what rounds to it.
  const low = scaled(((mantissa << 2) - (isRegular ? 2 : 1)) << shift);
  const middle = scaled((mantissa << 2) << shift);
  const high = scaled(((mantissa << 2) + 2) << shift);
  // A bound rounds to the value when its mantissa is even.
  const open = mantissa & 1;

  const s = middle >> 2;
  if (s >= 10) {
    const tens = s / 10;
    const below = low + open <= 40 * tens;
    const above = 40 * tens + 40 + open <= high;
    if (below != above) return set(tens + <u64>above, k + 1);
  }
  const below = low + open <= s << 2;
  const above = (s << 2) + 4 + open <= high;
  if (below != above) return set(s + <u64>above, k);
  const half = (s << 2) + 2;
  const up = middle > half || (middle == half && (s & 1) != 0);
  set(s + <u64>up, k);
}

function set(decimal: u64, power: i32): void {
  for (let tenth = decimal / 10; tenth * 10 == decimal; tenth = decimal / 10) {
    decimal = tenth;
    power++;
  }
  digits = decimal;
  exponent = power;
}

/** floor(g · factor / 2^127), its last bit set where that is not exact. */
function scaled(factor: u64): u64 {
  const low = multiplyHigh(lower, factor);
  const middle = upper * factor;
  const sum = (middle >> 1) + low;
  const high = multiplyHigh(upper, factor) + (sum >> 63);
  return high | <u64>((sum & 0x7fffffffffffffff) != 0);
}

/** floor(log10(2^e)) */
@inline
function floorLog10Of2(e: i32): i32 {
  return <i32>((<i64>e * 661971961083) >> 41);
}

/** floor(log10(3/4 · 2^e)) */
@inline
function floorLog10Of3Quarters2(e: i32): i32 {
  return <i32>((<i64>e * 661971961083 - 274743187321) >> 41);
}
