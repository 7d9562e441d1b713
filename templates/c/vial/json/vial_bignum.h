/* Whole numbers of up to 3,200 bits, enough to compare any decimal with any double. For the PDK
 * alone. */
#ifndef VIAL_BIGNUM_H
#define VIAL_BIGNUM_H

#include <stdint.h>

enum { VIAL_BIGNUM_LIMBS = 100 };

struct vial_bignum {
  uint32_t limbs[VIAL_BIGNUM_LIMBS]; /* the lowest first */
  unsigned count;                    /* the highest is not 0 */
};

/* number * factor + summand */
void vial_bignum_multiply_add(struct vial_bignum *number, uint32_t factor, uint32_t summand);

void vial_bignum_multiply_by_power_of_five(struct vial_bignum *number, unsigned exponent);

void vial_bignum_shift_left(struct vial_bignum *number, unsigned bits);

/* Below, equal to or above 0 as a is to b. */
int vial_bignum_compare(const struct vial_bignum *a, const struct vial_bignum *b);

#endif
