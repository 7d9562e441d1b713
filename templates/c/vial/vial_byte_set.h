/*
 * Finding the few bytes of a text that mean something, 64 at a time: WebAssembly's vectors make
 * nothing of a loop over single bytes by themselves.
 *
 *     struct vial_positions stops = vial_positions(&delimiters, text, end);
 *     const uint8_t *from = text;
 *     for (const uint8_t *stop; (stop = vial_next_position(&stops)) != NULL; from = stop + 1)
 *       take(from, stop);
 */
#ifndef VIAL_BYTE_SET_H
#define VIAL_BYTE_SET_H

#include "vial.h"

/* A set of ASCII characters. An empty one is all zeros. */
struct vial_byte_set {
  uint8_t rows[16]; /* by the low four bits of a byte: a bit for each row of ASCII with a member */
  bool has[256];
};

/* Adds an ASCII character. */
static inline void vial_byte_set_add(struct vial_byte_set *set, uint8_t member) {
  set->rows[member & 15] |= (uint8_t)(1U << (member >> 4));
  set->has[member] = true;
}

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

/* Where members of a set are in a text, first to last. */
struct vial_positions {
  /* `found` has a bit for each member in its 64 bytes that was not returned. */
  const uint8_t *window;
  const uint8_t *end;
  uint64_t found;
  v128_t rows;
};

static inline uint32_t vial_find_16(const uint8_t *from, v128_t rows) {
  v128_t bytes = wasm_v128_load(from);
  v128_t bits = wasm_u8x16_const(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
  v128_t with_low = wasm_i8x16_swizzle(rows, wasm_v128_and(bytes, wasm_i8x16_const_splat(15)));
  v128_t row = wasm_i8x16_swizzle(bits, wasm_u8x16_shr(bytes, 4));
  v128_t common = wasm_v128_and(with_low, row);
  return wasm_i8x16_bitmask(wasm_i8x16_ne(common, wasm_i8x16_const_splat(0)));
}

static inline uint64_t vial_find_64(const uint8_t *from, const uint8_t *end, v128_t rows) {
  uint64_t found =
      (uint64_t)vial_find_16(from, rows) | (uint64_t)vial_find_16(from + 16, rows) << 16 |
      (uint64_t)vial_find_16(from + 32, rows) << 32 | (uint64_t)vial_find_16(from + 48, rows) << 48;
  return end - from < 64 ? found & ~(~(uint64_t)0 << (end - from)) : found;
}

/* The positions from `text` to `end`, behind which VIAL_PADDING bytes can be read, as behind an
 * input. */
static inline struct vial_positions vial_positions(const struct vial_byte_set *set,
                                                   const uint8_t *text, const uint8_t *end) {
  v128_t rows = wasm_v128_load(set->rows);
  return (struct vial_positions){text, end, vial_find_64(text, end, rows), rows};
}

/* The next position; NULL when there is no more. */
static inline const uint8_t *vial_next_position(struct vial_positions *positions) {
  while (positions->found == 0) {
    if (positions->end - positions->window <= 64)
      return NULL;
    positions->window += 64;
    positions->found = vial_find_64(positions->window, positions->end, positions->rows);
  }
  const uint8_t *position = positions->window + __builtin_ctzll(positions->found);
  positions->found &= positions->found - 1;
  return position;
}

/* Leaves out all positions before this one, which is not past the end. */
static inline void vial_skip_positions(struct vial_positions *positions, const uint8_t *to) {
  if (to <= positions->window)
    return;
  if (to - positions->window < 64) {
    positions->found &= ~(uint64_t)0 << (to - positions->window);
  } else {
    positions->window = to;
    positions->found = vial_find_64(to, positions->end, positions->rows);
  }
}

#else

struct vial_positions {
  const uint8_t *next;
  const uint8_t *end;
  const bool *has;
};

static inline struct vial_positions vial_positions(const struct vial_byte_set *set,
                                                   const uint8_t *text, const uint8_t *end) {
  return (struct vial_positions){text, end, set->has};
}

static inline const uint8_t *vial_next_position(struct vial_positions *positions) {
  const uint8_t *at = positions->next;
  while (at < positions->end && !positions->has[*at])
    at++;
  positions->next = at + 1;
  return at < positions->end ? at : NULL;
}

static inline void vial_skip_positions(struct vial_positions *positions, const uint8_t *to) {
  if (to > positions->next)
    positions->next = to;
}

#endif

#endif
