/* What was found in the text, and what the parts of it are called. */
#ifndef FINDING_H
#define FINDING_H

#include "vial.h"

/* A piece of the text and what stands in its place; without replacement when nothing was found. */
struct finding {
  const uint8_t *start;
  const uint8_t *end;
  struct vial_text replacement;
};

#define FOUND(start, end, kind) ((struct finding){start, end, VIAL_TEXT("[" kind "]")})
#define NOT_FOUND ((struct finding){0})

/* The text. It ends with a zero byte, which is no part of it. */
struct text {
  const uint8_t *start;
  const uint8_t *done; /* the end of what was replaced last */
  const uint8_t *end;
};

static inline bool is_digit(uint8_t byte) {
  return byte >= '0' && byte <= '9';
}

static inline bool is_letter(uint8_t byte) {
  return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static inline bool is_word(uint8_t byte) {
  return is_letter(byte) || is_digit(byte) || byte == '_' || byte >= 0x80;
}

static inline bool is_separator(uint8_t byte) {
  return byte == '.' || byte == '-' || byte == '/';
}

#endif
