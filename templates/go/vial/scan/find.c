//go:build tinygo

#include "find.h"

// Vectors of the compiler's, which need no header: those of WebAssembly's intrinsics are not everywhere.
typedef unsigned char bytes __attribute__((vector_size(16), aligned(1)));
typedef signed char flags __attribute__((vector_size(16)));

static unsigned long long find_16(const unsigned char *text, bytes rows) {
  const bytes bits = {1, 2, 4, 8, 16, 32, 64, 128};
  bytes chars = *(const bytes *)text;
  bytes with_low = (bytes)__builtin_wasm_swizzle_i8x16((flags)rows, (flags)(chars & 15));
  bytes row = (bytes)__builtin_wasm_swizzle_i8x16((flags)bits, (flags)(chars >> 4));
  return (unsigned)__builtin_wasm_bitmask_i8x16((flags)((with_low & row) != 0));
}

unsigned long long vial_find_64(const unsigned char *text, const unsigned char *rows) {
  bytes set = *(const bytes *)rows;
  return find_16(text, set) | find_16(text + 16, set) << 16 | find_16(text + 32, set) << 32 |
         find_16(text + 48, set) << 48;
}
