#include "vial_decimal.h"
#include "vial_attributes.h"
#include "vial_bignum.h"
#include "vial_power.h"

/* That many digits tell any decimal from the middle between two doubles. */
enum { EXACT_DIGITS = 768 };

/* The bits of the double nearest to (high.low + something less than 1 where `inexact`) *
 * 2^exponent, ties to even. The highest bit of `high` is set. */
static uint64_t round_to_double(uint64_t high, uint64_t low, bool inexact, int exponent) {
  enum { LOWEST = -1022, HIGHEST = 1023, PRECISION = 53 };
  int scale = exponent + 127;
  if (scale > HIGHEST)
    return (uint64_t)0x7FF << 52;
  int kept = scale < LOWEST ? PRECISION - (LOWEST - scale) : PRECISION;
  if (kept < 0)
    return 0;
  unsigned dropped = (unsigned)(64 - kept);
  uint64_t mantissa = kept == 0 ? 0 : high >> dropped;
  uint64_t rest = kept == 0 ? high : high & (((uint64_t)1 << dropped) - 1);
  uint64_t half = (uint64_t)1 << (dropped - 1);
  bool above_half = rest > half || (rest == half && (low != 0 || inexact));
  mantissa += above_half || (rest == half && (mantissa & 1));
  /* The mantissa's highest bit counts as one in the field of the exponent, its carry too. */
  uint64_t field = scale < LOWEST ? 0 : (uint64_t)(scale - LOWEST);
  return (field << 52) + mantissa;
}

/* The nearest double to a product of 192 bits. */
VIAL_SHARED static uint64_t round_product(const uint64_t words[3], int exponent) {
  uint64_t high = words[2];
  uint64_t middle = words[1];
  uint64_t low = words[0];
  if (high >> 63 == 0) {
    high = high << 1 | middle >> 63;
    middle = middle << 1 | low >> 63;
    low <<= 1;
    exponent--;
  }
  return round_to_double(high, middle, low != 0, exponent);
}

/* words + (high, low) * 2^0, or minus; both fit. */
static void add(uint64_t words[3], uint64_t low, uint64_t high) {
  words[0] += low;
  bool carry = words[0] < low;
  words[1] += high;
  bool carry_out = words[1] < high;
  words[1] += carry;
  carry_out |= words[1] < (uint64_t)carry;
  words[2] += carry_out;
}

/* Which doubles the decimal may round to: both are the same but for about one in 2^60. */
static void bounds(const struct vial_decimal *decimal, uint64_t *lower, uint64_t *upper) {
  struct vial_power power = vial_power_of_ten(decimal->exponent);
  int shift = __builtin_clzll(decimal->word);
  uint64_t word = decimal->word << shift;
  struct vial_wide low = vial_multiply(power.low, word);
  struct vial_wide high = vial_multiply(power.high, word);
  uint64_t product[3] = {low.low, low.high, 0};
  add(product, 0, high.low);
  product[2] += high.high;
  int exponent = vial_log2_of_ten(decimal->exponent) - 127 - shift + 64;
  bool exact = decimal->exponent >= 0 && decimal->exponent <= 55;
  uint64_t below[3] = {product[0], product[1], product[2]};
  if (!exact) {
    /* The power is less than 1 too large, so the product is less than 2^64 too large. */
    below[2] -= below[1] == 0;
    below[1]--;
  }
  *lower = round_product(below, exponent);
  if (decimal->cut) {
    /* One more in the word's last place. */
    uint64_t unit_low = power.low << shift;
    uint64_t unit_high = shift == 0 ? power.high : power.high << shift | power.low >> (64 - shift);
    product[2] += shift == 0 ? 0 : power.high >> (64 - shift);
    add(product, unit_low, unit_high);
  }
  *upper = round_product(product, exponent);
}

/* The decimal's digits as a whole number; returns the exponent of its last digit. */
static int load_digits(const struct vial_decimal *decimal, struct vial_bignum *number) {
  int exponent = decimal->exponent;
  number->limbs[0] = (uint32_t)decimal->word;
  number->limbs[1] = (uint32_t)(decimal->word >> 32);
  number->count = number->limbs[1] != 0 ? 2 : 1;
  if (!decimal->cut)
    return exponent;
  unsigned count = 0;
  bool rest = false;
  for (const uint8_t *at = decimal->digits; at < decimal->end; at++) {
    if (*at == '.')
      continue;
    if (count >= EXACT_DIGITS) {
      rest |= *at != '0';
    } else if (++count > VIAL_WORD_DIGITS) {
      vial_bignum_multiply_add(number, 10, *at - '0');
      exponent--;
    }
  }
  if (rest) {
    /* Anything behind that many digits only says that the number is larger. */
    vial_bignum_multiply_add(number, 10, 1);
    exponent--;
  }
  return exponent;
}

/* Compares the decimal with the middle between the double of these bits and the next. */
VIAL_COLD static int compare_to_middle(const struct vial_decimal *decimal, uint64_t bits) {
  struct vial_bignum number;
  struct vial_bignum middle;
  int exponent = load_digits(decimal, &number);
  int field = (int)(bits >> 52);
  uint64_t mantissa = bits & (((uint64_t)1 << 52) - 1);
  if (field == 0)
    field = 1;
  else
    mantissa |= (uint64_t)1 << 52;
  mantissa = 2 * mantissa + 1;
  middle.limbs[0] = (uint32_t)mantissa;
  middle.limbs[1] = (uint32_t)(mantissa >> 32);
  middle.count = middle.limbs[1] != 0 ? 2 : 1;
  if (exponent >= 0)
    vial_bignum_multiply_by_power_of_five(&number, (unsigned)exponent);
  else
    vial_bignum_multiply_by_power_of_five(&middle, (unsigned)-exponent);
  int shift = exponent - (field - 1076);
  if (shift >= 0)
    vial_bignum_shift_left(&number, (unsigned)shift);
  else
    vial_bignum_shift_left(&middle, (unsigned)-shift);
  return vial_bignum_compare(&number, &middle);
}

uint64_t vial_decimal_nearest(const struct vial_decimal *decimal) {
  if (decimal->word == 0 || decimal->exponent < -343)
    return 0;
  if (decimal->exponent > 308)
    return (uint64_t)0x7FF << 52;
  uint64_t lower;
  uint64_t upper;
  bounds(decimal, &lower, &upper);
  if (lower == upper)
    return lower;
  int order = compare_to_middle(decimal, lower);
  return lower + (order > 0 || (order == 0 && (lower & 1)));
}
