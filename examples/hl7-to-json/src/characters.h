/* One character at a time: JSON escapes and character sets. */
#ifndef CHARACTERS_H
#define CHARACTERS_H

#include "encoding.h"
#include <stddef.h>
#include <stdint.h>

/* The most bytes that one character takes in the output, and that any function here stores. */
enum { LONGEST_CHARACTER = 6 };

/* Bytes that stand for a character outside ASCII which could not be read, U+FFFD. */
#define REPLACEMENT "\xEF\xBF\xBD"

/* What UTF-8 makes of the bytes at some place. */
struct utf8 {
  unsigned length; /* of the character or, if ill-formed, of what one U+FFFD replaces */
  bool well_formed;
};

/*
 * Looks at a byte of 0x80 or more and at the three behind it. An ill-formed sequence is as long as
 * its maximal subpart, the practice that Unicode recommends ("U+FFFD Substitution of Maximal
 * Subparts", section 3.9 of the standard).
 */
struct utf8 utf8_at(const uint8_t *bytes);

/* Writes an ASCII character the way it stands in a JSON string. Returns the end of it. */
uint8_t *put_ascii(uint8_t *at, uint8_t character);

/* Writes a byte of 0x80 or more of LATIN_1 or LATIN_9 as UTF-8. Returns the end of it. */
uint8_t *put_latin(uint8_t *at, enum charset charset, uint8_t byte);

#endif
