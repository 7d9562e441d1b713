/* How the bytes of a message are to be read: its delimiters and its character set. */
#ifndef ENCODING_H
#define ENCODING_H

#include "block.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of a segment's id (2.5.2). */
enum { SEGMENT_ID = 3 };

/* MSH-1 and MSH-2 (2.5.4). 0 stands for a character that was not declared. */
struct delimiters {
  uint8_t field;
  uint8_t component;
  uint8_t repetition;
  uint8_t escape;
  uint8_t subcomponent;
  uint8_t truncation;
};

/* What a byte means to the parser. Those up to SEGMENT_END end a piece of text; the first four are
 * in the order of nesting, outermost first. */
enum kind {
  FIELD,
  REPETITION,
  COMPONENT,
  SUBCOMPONENT,
  SEGMENT_END,
  ESCAPE,
  JSON_ESCAPED, /* quote, backslash and control characters */
  NON_ASCII,
  PLAIN,
};

/* MSH-18, table 0211. UTF-8 contains ASCII, the standard's default. */
enum charset { UTF_8, LATIN_1, LATIN_9 };

struct encoding {
  struct delimiters delimiters;
  enum charset charset;
  uint8_t kind[256];
  /* Every kind but PLAIN as a set of block.h. */
  uint8_t low[BLOCK];
  uint8_t high[BLOCK];
};

static inline enum kind kind_of(const struct encoding *encoding, uint8_t byte) {
  return (enum kind)encoding->kind[byte];
}

static inline bool ends_text(const struct encoding *encoding, uint8_t byte) {
  return kind_of(encoding, byte) <= SEGMENT_END;
}

/* Reads delimiters from now on. Cheap when they are those already in use. */
void encoding_use(struct encoding *encoding, const struct delimiters *delimiters);

/* The next byte at or after `from` that is not PLAIN. Reads up to WINDOW - 1 bytes past it. */
const uint8_t *encoding_skip_plain(const struct encoding *encoding, const uint8_t *from);

/* The end of the field that contains `from`: its separator or the end of the segment. */
const uint8_t *encoding_skip_field(const struct encoding *encoding, const uint8_t *from);

/* Finds the character set that the MSH-18 at `field` declares; false if it is not supported. */
bool encoding_find_charset(struct encoding *encoding, const uint8_t *field);

#endif
