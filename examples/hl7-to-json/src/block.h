/*
 * Where in the next 64 bytes are those of a set?
 *
 * A set is two tables of 16 bytes, looked up by a byte's low and high four bits. A byte is in the
 * set when its two entries have a bit in common, so that two shuffles test 16 bytes against every
 * delimiter at once.
 */
#ifndef BLOCK_H
#define BLOCK_H

#include <stdint.h>

enum { BLOCK = 16, WINDOW = 64 };

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

typedef v128_t block;

static inline block block_load(const uint8_t *from) {
  return wasm_v128_load(from);
}

static inline void block_store(uint8_t *to, block bytes) {
  wasm_v128_store(to, bytes);
}

/* A bit for every byte that is not in the set, the lowest for the first byte. */
static inline uint64_t block_outside(block bytes, block low, block high) {
  block by_low = wasm_i8x16_swizzle(low, wasm_v128_and(bytes, wasm_i8x16_const_splat(15)));
  block by_high = wasm_i8x16_swizzle(high, wasm_u8x16_shr(bytes, 4));
  block common = wasm_v128_and(by_low, by_high);
  return wasm_i8x16_bitmask(wasm_i8x16_eq(common, wasm_i8x16_const_splat(0)));
}

#elif defined(__SSSE3__)

#include <tmmintrin.h>

typedef __m128i block;

static inline block block_load(const uint8_t *from) {
  return _mm_loadu_si128((const __m128i *)from);
}

static inline void block_store(uint8_t *to, block bytes) {
  _mm_storeu_si128((__m128i *)to, bytes);
}

static inline uint64_t block_outside(block bytes, block low, block high) {
  block nibble = _mm_set1_epi8(15);
  block by_low = _mm_shuffle_epi8(low, _mm_and_si128(bytes, nibble));
  block by_high = _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(bytes, 4), nibble));
  block common = _mm_and_si128(by_low, by_high);
  return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(common, _mm_setzero_si128()));
}

#else

typedef struct {
  uint8_t byte[BLOCK];
} block;

static inline block block_load(const uint8_t *from) {
  block bytes;
  __builtin_memcpy(&bytes, from, BLOCK);
  return bytes;
}

static inline void block_store(uint8_t *to, block bytes) {
  __builtin_memcpy(to, &bytes, BLOCK);
}

static inline uint64_t block_outside(block bytes, block low, block high) {
  uint64_t outside = 0;
  for (unsigned i = 0; i < BLOCK; i++) {
    uint8_t common = low.byte[bytes.byte[i] & 15] & high.byte[bytes.byte[i] >> 4];
    outside |= (uint64_t)(common == 0) << i;
  }
  return outside;
}

#endif

/* A bit for every one of the WINDOW bytes at `from` that is in the set, the lowest for the first.
 */
static inline uint64_t window_find(const uint8_t *from, block low, block high) {
  uint64_t outside = 0;
  for (unsigned i = 0; i < WINDOW; i += BLOCK)
    outside |= block_outside(block_load(from + i), low, high) << i;
  return ~outside;
}

/* How many bytes of a window come before the first that was found. */
static inline unsigned window_skip(uint64_t found) {
  return found == 0 ? WINDOW : (unsigned)__builtin_ctzll(found);
}

#endif
