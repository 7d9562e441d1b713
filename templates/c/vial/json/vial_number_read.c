#include "vial_attributes.h"
#include "vial_decimal.h"
#include "vial_number.h"

enum { EXPONENT_LIMIT = 100000000 };

static bool is_digit(const uint8_t *at, const uint8_t *end) {
  return at < end && (uint8_t)(*at - '0') < 10;
}

/* Reads digits before or behind the point. `room` is how many more fit into the word. */
VIAL_SHARED static const uint8_t *read_digits(const uint8_t *at, const uint8_t *end, bool fraction,
                                              struct vial_decimal *decimal, unsigned *room) {
  const uint8_t *start = at;
  if (decimal->word == 0) {
    VIAL_SHORT_LOOP
    while (at < end && *at == '0')
      at++;
    decimal->digits = at;
  }
  const uint8_t *first = at;
  const uint8_t *full = (size_t)(end - at) < *room ? end : at + *room;
  uint64_t word = decimal->word;
  VIAL_SHORT_LOOP
  while (is_digit(at, full))
    word = word * 10 + (*at++ - '0');
  decimal->word = word;
  *room -= (unsigned)(at - first);
  const uint8_t *dropped = at;
  VIAL_SHORT_LOOP
  for (; is_digit(at, end); at++)
    decimal->cut |= *at != '0';
  decimal->exponent += fraction ? (int)(start - dropped) : (int)(at - dropped);
  return at;
}

static const uint8_t *read_exponent(const uint8_t *at, const uint8_t *end, int *exponent) {
  bool negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+'))
    at++;
  if (!is_digit(at, end))
    return NULL;
  int value = 0;
  VIAL_SHORT_LOOP
  for (; is_digit(at, end); at++)
    if (value < EXPONENT_LIMIT)
      value = value * 10 + (*at - '0');
  *exponent += negative ? -value : value;
  return at;
}

/* RFC 8259, section 6, from behind the minus. NULL when it is not a number. */
static const uint8_t *read_decimal(const uint8_t *at, const uint8_t *end,
                                   struct vial_decimal *decimal) {
  *decimal = (struct vial_decimal){0};
  unsigned room = VIAL_WORD_DIGITS;
  if (!is_digit(at, end))
    return NULL;
  if (*at == '0')
    at++;
  else
    at = read_digits(at, end, false, decimal, &room);
  if (at < end && *at == '.') {
    at++;
    if (!is_digit(at, end))
      return NULL;
    at = read_digits(at, end, true, decimal, &room);
  }
  decimal->end = at;
  if (at < end && (*at | 0x20) == 'e')
    at = read_exponent(at + 1, end, &decimal->exponent);
  return at;
}

/* 10^i, as far as doubles hold it exactly. */
static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Most numbers: a few digits, maybe a point among them, no exponent. NULL for any other, and for
 * what is none. */
static const uint8_t *read_short(const uint8_t *at, const uint8_t *end, double *number) {
  enum { EXACT_DIGITS = 15 };
  const uint8_t *start = at;
  const uint8_t *point = NULL;
  uint64_t word = 0;
  VIAL_SHORT_LOOP
  for (; at < end; at++) {
    uint8_t digit = (uint8_t)(*at - '0');
    if (digit < 10)
      word = word * 10 + digit;
    else if (*at == '.' && point == NULL)
      point = at;
    else
      break;
    if (at - start > EXACT_DIGITS)
      return NULL;
  }
  const uint8_t *whole_end = point == NULL ? at : point;
  bool is_number = whole_end > start && (*start != '0' || whole_end == start + 1) &&
                   point != at - 1 && !(at < end && (*at | 0x20) == 'e');
  if (!is_number)
    return NULL;
  /* Both operands are exact, so the one operation rounds as it must. */
  *number = point == NULL ? (double)word : (double)word / powers[at - point - 1];
  return at;
}

VIAL_SHARED enum vial_number_result vial_number_read(const uint8_t **at, const uint8_t *end,
                                                     double *number) {
  bool negative = *at < end && **at == '-';
  double value;
  const uint8_t *next = read_short(*at + negative, end, &value);
  if (next == NULL) {
    struct vial_decimal decimal;
    next = read_decimal(*at + negative, end, &decimal);
    if (next == NULL)
      return VIAL_NUMBER_NONE;
    if (decimal.word < (uint64_t)1 << 53 && decimal.exponent >= -22 && decimal.exponent <= 22) {
      value = (double)decimal.word;
      value = decimal.exponent < 0 ? value / powers[-decimal.exponent]
                                   : value * powers[decimal.exponent];
    } else {
      uint64_t bits = vial_decimal_nearest(&decimal);
      if (bits >> 52 == 0x7FF)
        return VIAL_NUMBER_TOO_LARGE;
      __builtin_memcpy(&value, &bits, sizeof value);
    }
  }
  *number = negative ? -value : value;
  *at = next;
  return VIAL_NUMBER_OK;
}
