/* What the delimiters are that a message header declares. */
#ifndef ENCODING_H
#define ENCODING_H

#include "vial_byte_set.h"

/* What a byte is. SPECIAL has to be escaped in JSON; from FIELD on, it ends a text, and EMPTY is
 * added where that text has no bytes. */
enum kind {
  PLAIN,
  SPECIAL,
  ESCAPE,
  EMPTY = 1,
  FIELD = 4,
  COMPONENT = 6,
  REPETITION = 8,
  SUBCOMPONENT = 10,
  SEGMENT_END = 12,
  KINDS = 16
};

enum { LONGEST_CHARACTERS = 5 };

struct encoding {
  uint8_t delimiters[1 + LONGEST_CHARACTERS]; /* the field separator and MSH-2, as they came */
  size_t count;                               /* of them; 0 before the first header */
  uint8_t kind[256];
  struct vial_byte_set interruptions; /* all that is not plain */
};

/* Reads the header at `header`; false when what it declares is not sound. */
bool encoding_read(struct encoding *encoding, const uint8_t *header, const uint8_t *end);

/* The closing character of the escape sequence that begins at `from`; NULL when none does. */
const uint8_t *encoding_sequence_end(const struct encoding *encoding, const uint8_t *from,
                                     const uint8_t *end);

/* The character that a sequence stands for; 0 when it stays as it came. */
uint8_t encoding_meaning(const struct encoding *encoding, const uint8_t *from,
                         const uint8_t *closing);

#endif
