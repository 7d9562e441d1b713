/* JSON as it is written: into one block at the end of memory, which grows. */
#ifndef JSON_H
#define JSON_H

#include "vial.h"

/* What may be written after each json_reserve beyond what it was asked for. */
enum { JSON_SLACK = 64 };

struct json {
  uint8_t *at;
  uint8_t *full; /* JSON_SLACK bytes before the end of the block */
  uint8_t *start;
};

/* Room for `count` bytes and JSON_SLACK more. False when memory cannot hold them. */
bool json_grow(struct json *json, size_t count);

static inline bool json_has_room(const struct json *json, size_t count) {
  return json->full - json->at >= (ptrdiff_t)count;
}

static inline bool json_reserve(struct json *json, size_t count) {
  return json_has_room(json, count) || json_grow(json, count);
}

/* Writes a string literal of at most JSON_SLACK bytes, without looking for room. */
#define JSON(json, literal)                                                                        \
  (__builtin_memcpy((json)->at, literal, sizeof(literal) - 1),                                     \
   (void)((json)->at += sizeof(literal) - 1))

/* Writes the first bytes of an array that is no longer than a literal, without looking for room. */
#define JSON_PIECE(json, array, length)                                                            \
  (__builtin_memcpy((json)->at, array, sizeof(array)), (void)((json)->at += (length)))

/* Writes bytes that room was reserved for. Behind them, 15 more may be read and are overwritten. */
static inline void json_copy(struct json *json, const uint8_t *from, size_t length) {
  __builtin_memcpy(json->at, from, 16);
  for (size_t i = 16; i < length; i += 16)
    __builtin_memcpy(json->at + i, from + i, 16);
  json->at += length;
}

/* Writes an ASCII character into a string (RFC 8785, section 3.2.2.2). */
void json_put(struct json *json, uint8_t character);

#endif
