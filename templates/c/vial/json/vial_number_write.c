#include "vial_attributes.h"
#include "vial_number.h"
#include "vial_power.h"

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1075 };

struct decimal {
  uint64_t digits;
  int exponent;
};

/* factor * power / 2^128, its last bit set when anything was cut off. */
VIAL_SHARED static uint64_t round_to_odd(struct vial_power power, uint64_t factor) {
  struct vial_wide low = vial_multiply(power.low, factor);
  struct vial_wide high = vial_multiply(power.high, factor);
  uint64_t rest = high.low + low.high;
  return (high.high + (rest < low.high)) | (rest > 1);
}

/* The shortest decimal in the rounding interval of mantissa * 2^exponent, the closest of them
 * (R. Giulietti, The Schubfach way to render doubles, 2020). */
static struct decimal shortest(uint64_t mantissa, int exponent, bool closer_below) {
  bool odd = mantissa & 1;
  /* floor(log10(2^exponent)), or of 3/4 of it. */
  int k = (exponent * 1262611 - (closer_below ? 524031 : 0)) >> 22;
  int shift = exponent + vial_log2_of_ten(-k) + 1;
  struct vial_power power = vial_power_of_ten(-k);
  /* Four times the bounds and the number, in units of 10^k. */
  uint64_t lower = round_to_odd(power, (4 * mantissa - 2 + closer_below) << shift) + odd;
  uint64_t middle = round_to_odd(power, (4 * mantissa) << shift);
  uint64_t upper = round_to_odd(power, (4 * mantissa + 2) << shift) - odd;
  uint64_t digits = middle / 4;
  if (digits >= 10) {
    uint64_t fewer = digits / 10;
    bool below = lower <= 40 * fewer;
    bool above = 40 * fewer + 40 <= upper;
    if (below != above)
      return (struct decimal){fewer + above, k + 1};
  }
  bool below = lower <= 4 * digits;
  bool above = 4 * digits + 4 <= upper;
  if (below != above)
    return (struct decimal){digits + above, k};
  uint64_t half = 4 * digits + 2;
  return (struct decimal){digits + (middle > half || (middle == half && (digits & 1))), k};
}

/* The digits of a number, back to front; their count. 64-bit divisions are slow: one for eight. */
VIAL_SHARED static unsigned write_digits(uint64_t number, char *end) {
  char *at = end;
  while (number > UINT32_MAX) {
    uint64_t rest = number / 100000000;
    uint32_t low = (uint32_t)(number - (rest * 100000000));
    VIAL_SHORT_LOOP
    for (unsigned i = 0; i < 8; i++) {
      *--at = (char)('0' + low % 10);
      low /= 10;
    }
    number = rest;
  }
  uint32_t high = (uint32_t)number;
  VIAL_SHORT_LOOP
  do {
    *--at = (char)('0' + high % 10);
    high /= 10;
  } while (high != 0);
  return (unsigned)(end - at);
}

VIAL_SHARED static char *write_zeros(char *to, int count) {
  VIAL_SHORT_LOOP
  for (; count > 0; count--)
    *to++ = '0';
  return to;
}

VIAL_SHARED static char *write_run(char *to, const char *digits, unsigned count) {
  VIAL_SHORT_LOOP
  for (unsigned i = 0; i < count; i++)
    to[i] = digits[i];
  return to + count;
}

static char *write_exponent(char *to, int exponent) {
  *to++ = 'e';
  *to++ = exponent < 0 ? '-' : '+';
  char buffer[20];
  unsigned count = write_digits((uint64_t)(exponent < 0 ? -exponent : exponent), buffer + 20);
  return write_run(to, buffer + 20 - count, count);
}

/* ECMA-262, Number::toString, steps 6 to 12. */
static char *write_decimal(char *to, struct decimal decimal) {
  char buffer[20];
  unsigned count = write_digits(decimal.digits, buffer + 20);
  const char *digits = buffer + 20 - count;
  int point = (int)count + decimal.exponent;
  VIAL_SHORT_LOOP
  while (count > 1 && digits[count - 1] == '0')
    count--;
  if (point > 21 || point <= -6) {
    *to++ = digits[0];
    if (count > 1) {
      *to++ = '.';
      to = write_run(to, digits + 1, count - 1);
    }
    return write_exponent(to, point - 1);
  }
  if (point <= 0) {
    *to++ = '0';
    *to++ = '.';
    return write_run(write_zeros(to, -point), digits, count);
  }
  if ((int)count <= point)
    return write_zeros(write_run(to, digits, count), point - (int)count);
  to = write_run(to, digits, (unsigned)point);
  *to++ = '.';
  return write_run(to, digits + point, count - (unsigned)point);
}

/* Whether the number is a decimal of few places, as most measured values are. Up to 15 digits, no
 * two decimals are the same double, so these are the shortest. */
static bool is_short(double number, struct decimal *decimal) {
  enum { PLACES = 6 };
  const double scale = 1e6;
  if (number >= 1e15 / scale)
    return false;
  uint64_t digits = (uint64_t)((number * scale) + 0.5);
  *decimal = (struct decimal){digits, -PLACES};
  return (double)digits / scale == number;
}

size_t vial_integer_write(int64_t number, char *to) {
  char *at = to;
  if (number < 0)
    *at++ = '-';
  char buffer[20];
  uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  unsigned count = write_digits(magnitude, buffer + 20);
  return (size_t)(write_run(at, buffer + 20 - count, count) - to);
}

VIAL_SHARED size_t vial_number_write(double number, char *to) {
  const double largest_whole = 0x1p53;
  if (number > -largest_whole && number < largest_whole && number == (double)(int64_t)number)
    return vial_integer_write((int64_t)number, to);
  uint64_t bits;
  __builtin_memcpy(&bits, &number, sizeof bits);
  uint64_t mantissa = bits & (((uint64_t)1 << MANTISSA_BITS) - 1);
  int exponent = (int)(bits >> MANTISSA_BITS & 0x7FF);
  if (exponent == 0x7FF)
    return 0;
  char *at = to;
  if (bits >> 63)
    *at++ = '-';
  struct decimal decimal;
  if (is_short(number < 0 ? -number : number, &decimal))
    return (size_t)(write_decimal(at, decimal) - to);
  bool closer_below = mantissa == 0 && exponent > 1;
  if (exponent == 0)
    exponent = 1;
  else
    mantissa |= (uint64_t)1 << MANTISSA_BITS;
  decimal = shortest(mantissa, exponent - EXPONENT_BIAS, closer_below);
  return (size_t)(write_decimal(at, decimal) - to);
}
