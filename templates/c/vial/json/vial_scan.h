/* Finding what ends or interrupts the plain part of a JSON string. For the PDK alone. */
#ifndef VIAL_SCAN_H
#define VIAL_SCAN_H

#include "vial.h"

enum { VIAL_SCAN = 16 };

/* Whether the byte cannot stand for itself in a JSON string. */
static inline bool vial_is_special(uint8_t byte) {
  return byte == '"' || byte == '\\' || byte < 0x20;
}

/* Whether any of eight bytes is special: not 0 then. */
static inline uint64_t vial_special_in(uint64_t bytes) {
  const uint64_t ones = 0x0101010101010101;
  uint64_t quote = bytes ^ (ones * '"');
  uint64_t backslash = bytes ^ (ones * '\\');
  uint64_t below = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                   ((bytes - ones * 0x20) & ~bytes);
  return below & (ones * 0x80);
}

static inline bool vial_is_beyond_ascii(uint64_t bytes) {
  return (bytes & 0x8080808080808080) != 0;
}

/* Sixteen bytes: a bit for each that is special, and whether any is not ASCII. */
struct vial_scan {
  uint32_t special;
  bool beyond_ascii;
};

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

static inline struct vial_scan vial_scan(const uint8_t *from) {
  v128_t bytes = wasm_v128_load(from);
  v128_t quote = wasm_i8x16_eq(bytes, wasm_i8x16_const_splat('"'));
  v128_t backslash = wasm_i8x16_eq(bytes, wasm_i8x16_const_splat('\\'));
  v128_t control = wasm_u8x16_lt(bytes, wasm_u8x16_const_splat(0x20));
  v128_t special = wasm_v128_or(wasm_v128_or(quote, backslash), control);
  return (struct vial_scan){wasm_i8x16_bitmask(special), wasm_i8x16_bitmask(bytes) != 0};
}

#else

static inline struct vial_scan vial_scan(const uint8_t *from) {
  struct vial_scan scan = {0, false};
  for (unsigned i = 0; i < VIAL_SCAN; i++) {
    scan.special |= (uint32_t)vial_is_special(from[i]) << i;
    scan.beyond_ascii |= from[i] >= 0x80;
  }
  return scan;
}

#endif

#endif
