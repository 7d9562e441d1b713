/* What the reader's two files share. For the PDK alone. */
#ifndef VIAL_JSON_READER_H
#define VIAL_JSON_READER_H

#include "vial_json.h"

/* vial_json_peek, where white space, the end or a failure may be. */
uint8_t vial_json_skip_space(struct vial_json_reader *reader);

/* Moves to the first byte that is not white space. It, or 0 at the end and after a failure. */
static inline uint8_t vial_json_peek(struct vial_json_reader *reader) {
  bool is_here = reader->problem == NULL && reader->at < reader->end && *reader->at > ' ';
  return is_here ? *reader->at : vial_json_skip_space(reader);
}

/* Moves behind the string that starts here. `*escaped`: whether it holds escape sequences. */
bool vial_json_read_quoted(struct vial_json_reader *reader, bool *escaped);

/* Reads the string that starts here. */
bool vial_json_read_text(struct vial_json_reader *reader, struct vial_text *text);

#endif
