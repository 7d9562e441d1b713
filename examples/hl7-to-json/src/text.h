/* Text of a message (the content of one subcomponent) as the inside of a JSON string. */
#ifndef TEXT_H
#define TEXT_H

#include "encoding.h"
#include "output.h"

/*
 * Writes what starts at `from`, a byte that is neither PLAIN nor a delimiter: a character that
 * JSON escapes, characters outside ASCII, or an escape sequence (2.7).
 *
 * Returns the byte behind it, NULL when the output cannot grow.
 */
const uint8_t *text_write_special(struct output *out, const struct encoding *encoding,
                                  const uint8_t *from);

/* Writes the text at `from` up to the delimiter that ends it. Returns that delimiter, or NULL. */
const uint8_t *text_write(struct output *out, const struct encoding *encoding, const uint8_t *from);

/* Writes ASCII characters in which nothing is a delimiter or an escape. */
bool text_write_literally(struct output *out, const uint8_t *from, const uint8_t *end);

#endif
