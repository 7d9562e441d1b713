/*
 * The functions that compilers call without being asked, where there is no C library. What they
 * copy and fill is WebAssembly's own `memory.copy` and `memory.fill`.
 */
#if defined(__wasm__)

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t length) {
  return __builtin_memcpy(to, from, length);
}

void *memmove(void *to, const void *from, size_t length) {
  return __builtin_memmove(to, from, length);
}

void *memset(void *to, int value, size_t length) {
  return __builtin_memset(to, value, length);
}

int memcmp(const void *left, const void *right, size_t length) {
  const uint8_t *a = left;
  const uint8_t *b = right;
  size_t i = 0;
  for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
    uint64_t x;
    uint64_t y;
    __builtin_memcpy(&x, a + i, sizeof x);
    __builtin_memcpy(&y, b + i, sizeof y);
    if (x != y)
      break;
  }
  for (; i < length; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length] != 0)
    length++;
  return length;
}

#endif
