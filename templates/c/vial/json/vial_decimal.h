/* Decimals and the doubles nearest to them. For the PDK alone. */
#ifndef VIAL_DECIMAL_H
#define VIAL_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* That many digits fit in 64 bits. */
enum { VIAL_WORD_DIGITS = 19 };

/* A number's text, taken apart. */
struct vial_decimal {
  uint64_t word;         /* the first VIAL_WORD_DIGITS significant digits */
  int exponent;          /* of the word's last digit */
  bool cut;              /* digits other than 0 follow the word */
  const uint8_t *digits; /* the first significant digit */
  const uint8_t *end;    /* behind the last digit, before the exponent */
};

/* The bits of the nearest double, ties to even; those of infinity where the decimal is too large.
 */
uint64_t vial_decimal_nearest(const struct vial_decimal *decimal);

#endif
