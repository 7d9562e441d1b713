/* Powers of ten to 128 bits, for reading and writing numbers. For the PDK alone. */
#ifndef VIAL_POWER_H
#define VIAL_POWER_H

#include <stdint.h>

/* A product of two 64-bit numbers. */
struct vial_wide {
  uint64_t high;
  uint64_t low;
};

struct vial_wide vial_multiply(uint64_t a, uint64_t b);

enum { VIAL_POWER_LOWEST = -351, VIAL_POWER_HIGHEST = 324 };

/* 10^exponent / 2^n, where n puts the highest of 128 bits in its place, rounded up. It is exact
 * from 10^0 to 10^55. */
struct vial_power {
  uint64_t high;
  uint64_t low;
};

struct vial_power vial_power_of_ten(int exponent);

/* floor(log2(10^exponent)), for |exponent| < 1000. */
static inline int vial_log2_of_ten(int exponent) {
  return (exponent * 1741647) >> 19;
}

#endif
