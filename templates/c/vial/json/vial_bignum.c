#include "vial_bignum.h"
#include "vial_attributes.h"

VIAL_COLD void vial_bignum_multiply_add(struct vial_bignum *number, uint32_t factor,
                                        uint32_t summand) {
  uint64_t carry = summand;
  VIAL_SHORT_LOOP
  for (unsigned i = 0; i < number->count; i++) {
    carry += (uint64_t)number->limbs[i] * factor;
    number->limbs[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0)
    number->limbs[number->count++] = (uint32_t)carry;
}

VIAL_COLD void vial_bignum_multiply_by_power_of_five(struct vial_bignum *number,
                                                     unsigned exponent) {
  const uint32_t five_to_13 = 1220703125;
  VIAL_SHORT_LOOP
  for (; exponent >= 13; exponent -= 13)
    vial_bignum_multiply_add(number, five_to_13, 0);
  VIAL_SHORT_LOOP
  for (; exponent > 0; exponent--)
    vial_bignum_multiply_add(number, 5, 0);
}

VIAL_COLD void vial_bignum_shift_left(struct vial_bignum *number, unsigned bits) {
  vial_bignum_multiply_add(number, (uint32_t)1 << bits % 32, 0);
  unsigned limbs = bits / 32;
  if (limbs == 0)
    return;
  VIAL_SHORT_LOOP
  for (unsigned i = number->count; i-- > 0;)
    number->limbs[i + limbs] = number->limbs[i];
  VIAL_SHORT_LOOP
  for (unsigned i = 0; i < limbs; i++)
    number->limbs[i] = 0;
  number->count += limbs;
}

VIAL_COLD int vial_bignum_compare(const struct vial_bignum *a, const struct vial_bignum *b) {
  if (a->count != b->count)
    return a->count < b->count ? -1 : 1;
  VIAL_SHORT_LOOP
  for (unsigned i = a->count; i-- > 0;)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}
