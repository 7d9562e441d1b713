/*
 * The functions that compilers call without being asked, where there is no C library. WebAssembly
 * has instructions for copies and fills; they are calls into the engine, right for many bytes and
 * not for the few that most pieces of text have. So plugins are compiled without the feature
 * bulk-memory, and these are loads and stores.
 */
#if defined(__wasm__) || defined(VIAL_BYTES)

#include <stddef.h>
#include <stdint.h>

typedef uint8_t vector __attribute__((vector_size(16)));

static inline uint32_t load_32(const uint8_t *from) {
  uint32_t word;
  __builtin_memcpy(&word, from, sizeof word);
  return word;
}

static inline uint64_t load_64(const uint8_t *from) {
  uint64_t word;
  __builtin_memcpy(&word, from, sizeof word);
  return word;
}

static inline vector load(const uint8_t *from) {
  vector bytes;
  __builtin_memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

static inline void store_32(uint8_t *to, uint32_t word) {
  __builtin_memcpy(to, &word, sizeof word);
}

static inline void store_64(uint8_t *to, uint64_t word) {
  __builtin_memcpy(to, &word, sizeof word);
}

static inline void store(uint8_t *to, vector bytes) {
  __builtin_memcpy(to, &bytes, sizeof bytes);
}

/* More than 64 bytes, the first ones first: to where no later ones are overwritten. */
static inline void copy_up(uint8_t *to, const uint8_t *from, size_t length) {
  const uint8_t *last = from + length - 64;
  uint8_t *last_to = to + length - 64;
  vector a = load(last);
  vector b = load(last + 16);
  vector c = load(last + 32);
  vector d = load(last + 48);
  for (; to < last_to; to += 64, from += 64) {
    vector e = load(from);
    vector f = load(from + 16);
    vector g = load(from + 32);
    vector h = load(from + 48);
    store(to, e);
    store(to + 16, f);
    store(to + 32, g);
    store(to + 48, h);
  }
  store(last_to, a);
  store(last_to + 16, b);
  store(last_to + 32, c);
  store(last_to + 48, d);
}

/* More than 64 bytes, the last ones first: to where no earlier ones are overwritten. */
static inline void copy_down(uint8_t *to, const uint8_t *from, size_t length) {
  vector a = load(from);
  vector b = load(from + 16);
  vector c = load(from + 32);
  vector d = load(from + 48);
  for (size_t left = length; left > 64; left -= 64) {
    const uint8_t *end = from + left;
    uint8_t *end_to = to + left;
    vector e = load(end - 64);
    vector f = load(end - 48);
    vector g = load(end - 32);
    vector h = load(end - 16);
    store(end_to - 64, e);
    store(end_to - 48, f);
    store(end_to - 32, g);
    store(end_to - 16, h);
  }
  store(to, a);
  store(to + 16, b);
  store(to + 32, c);
  store(to + 48, d);
}

/* Up to 64 bytes are all read before any is written. */
static inline void copy(uint8_t *to, const uint8_t *from, size_t length) {
  if (length > 64) {
    if ((uintptr_t)to - (uintptr_t)from >= length)
      copy_up(to, from, length);
    else
      copy_down(to, from, length);
  } else if (length > 32) {
    vector a = load(from);
    vector b = load(from + 16);
    vector c = load(from + length - 32);
    vector d = load(from + length - 16);
    store(to, a);
    store(to + 16, b);
    store(to + length - 32, c);
    store(to + length - 16, d);
  } else if (length >= 16) {
    vector a = load(from);
    vector b = load(from + length - 16);
    store(to, a);
    store(to + length - 16, b);
  } else if (length >= 8) {
    uint64_t a = load_64(from);
    uint64_t b = load_64(from + length - 8);
    store_64(to, a);
    store_64(to + length - 8, b);
  } else if (length >= 4) {
    uint32_t a = load_32(from);
    uint32_t b = load_32(from + length - 4);
    store_32(to, a);
    store_32(to + length - 4, b);
  } else if (length > 0) {
    uint8_t a = from[0];
    uint8_t b = from[length / 2];
    uint8_t c = from[length - 1];
    to[0] = a;
    to[length / 2] = b;
    to[length - 1] = c;
  }
}

void *memmove(void *to, const void *from, size_t length) {
  copy(to, from, length);
  return to;
}

void *memcpy(void *to, const void *from, size_t length) {
  copy(to, from, length);
  return to;
}

void *memset(void *to, int value, size_t length) {
  uint8_t *at = to;
  uint64_t word = (uint8_t)value * (uint64_t)0x0101010101010101;
  vector bytes = (vector){0} + (uint8_t)value;
  if (length >= 16) {
    uint8_t *last = at + length - 16;
    for (; at < last; at += 16)
      store(at, bytes);
    store(last, bytes);
  } else if (length >= 8) {
    store_64(at, word);
    store_64(at + length - 8, word);
  } else if (length >= 4) {
    store_32(at, (uint32_t)word);
    store_32(at + length - 4, (uint32_t)word);
  } else {
    for (; length > 0; length--)
      *at++ = (uint8_t)value;
  }
  return to;
}

static inline int order_of(uint64_t left, uint64_t right) {
  unsigned shift = (unsigned)__builtin_ctzll(left ^ right) & ~7U;
  return (left >> shift & 0xFF) < (right >> shift & 0xFF) ? -1 : 1;
}

int memcmp(const void *left, const void *right, size_t length) {
  const uint8_t *a = left;
  const uint8_t *b = right;
  if (length >= 8) {
    for (const uint8_t *last = a + length - 8; a < last; a += 8, b += 8)
      if (load_64(a) != load_64(b))
        return order_of(load_64(a), load_64(b));
    a = (const uint8_t *)left + length - 8;
    b = (const uint8_t *)right + length - 8;
    return load_64(a) == load_64(b) ? 0 : order_of(load_64(a), load_64(b));
  }
  if (length >= 4) {
    uint64_t x = load_32(a) | (uint64_t)load_32(a + length - 4) << 32;
    uint64_t y = load_32(b) | (uint64_t)load_32(b + length - 4) << 32;
    return x == y ? 0 : order_of(x, y);
  }
  for (size_t i = 0; i < length; i++)
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
