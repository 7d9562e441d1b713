/* The JSON text, written front to back into one buffer that grows. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest JSON text, in bytes. */
#define OUTPUT_LIMIT ((size_t)16 << 20)

/* The most that 64 bytes of input turn into, which is what the hot loop writes before it looks at
 * `full` again. A byte becomes eight at most. */
enum { OUTPUT_SLACK = 1024 };

struct output {
  uint8_t *at;   /* the next byte */
  uint8_t *full; /* OUTPUT_SLACK bytes before the end of the buffer */
  uint8_t *start;
  bool too_long; /* why it could not grow: past OUTPUT_LIMIT, otherwise out of memory */
};

/* Opens a buffer of about `capacity` bytes; more are reserved as they are needed. */
bool output_open(struct output *out, size_t capacity);

/* Grows the buffer so that `count` more bytes fit. False, and `too_long` set or not, if it cannot.
 */
bool output_grow(struct output *out, size_t count);

static inline bool output_reserve(struct output *out, size_t count) {
  return (size_t)(out->full + OUTPUT_SLACK - out->at) >= count || output_grow(out, count);
}

static inline bool output_write(struct output *out, const void *text, size_t length) {
  if (!output_reserve(out, length))
    return false;
  __builtin_memcpy(out->at, text, length);
  out->at += length;
  return true;
}

/* Writes a string literal. */
#define OUTPUT(out, literal) output_write(out, literal, sizeof(literal) - 1)

#endif
