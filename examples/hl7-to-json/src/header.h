/* What MSH, BHS and FHS say about the bytes that follow them. */
#ifndef HEADER_H
#define HEADER_H

#include "encoding.h"

enum header_fault {
  HEADER_IS_SOUND,
  HEADER_ENDS_EARLY,         /* before the repetition separator, the last that must be there */
  HEADER_HAS_BAD_DELIMITERS, /* repeated, not printable ASCII, a letter or digit, or too many */
};

/* Reads the delimiters of the header segment at `from` (2.5.4). */
enum header_fault header_read_delimiters(const uint8_t *from, struct delimiters *delimiters);

/* The byte behind the second field of a header segment: a field separator or the segment's end. */
const uint8_t *header_end_of_delimiters(const uint8_t *from);

/* Where the fields that the parser needs start (2.15.9). One that was not sent starts at the end of
 * the segment, where its text is empty. */
struct message_header {
  const uint8_t *type;       /* MSH-9 */
  const uint8_t *control_id; /* MSH-10 */
  const uint8_t *version;    /* MSH-12 */
  const uint8_t *charset;    /* MSH-18 */
};

/* Finds the fields of the MSH at `from`, whose delimiters are in use. */
struct message_header header_find_fields(const struct encoding *encoding, const uint8_t *from);

#endif
