#include "header.h"

enum { FEWEST_CHARACTERS = 2, MOST_CHARACTERS = 5 };

static bool ends_segment(uint8_t byte) {
  return byte == '\r' || byte == '\n';
}

static bool may_delimit(uint8_t byte) {
  uint8_t letter = byte | 0x20;
  return byte > ' ' && byte < 0x7F && !(byte >= '0' && byte <= '9') &&
         !(letter >= 'a' && letter <= 'z');
}

const uint8_t *header_end_of_delimiters(const uint8_t *from) {
  uint8_t field = from[SEGMENT_ID];
  const uint8_t *end = from + SEGMENT_ID + 1;
  while (*end != field && !ends_segment(*end))
    end++;
  return end;
}

enum header_fault header_read_delimiters(const uint8_t *from, struct delimiters *delimiters) {
  if (ends_segment(from[SEGMENT_ID]))
    return HEADER_ENDS_EARLY;
  const uint8_t *characters = from + SEGMENT_ID;
  const uint8_t *end = header_end_of_delimiters(from);
  size_t count = (size_t)(end - characters);
  if (count < 1 + FEWEST_CHARACTERS && ends_segment(*end))
    return HEADER_ENDS_EARLY;
  if (count < 1 + FEWEST_CHARACTERS || count > 1 + MOST_CHARACTERS)
    return HEADER_HAS_BAD_DELIMITERS;
  for (size_t i = 0; i < count; i++) {
    if (!may_delimit(characters[i]))
      return HEADER_HAS_BAD_DELIMITERS;
    for (size_t before = 0; before < i; before++)
      if (characters[before] == characters[i])
        return HEADER_HAS_BAD_DELIMITERS;
  }
  *delimiters = (struct delimiters){
      .field = characters[0],
      .component = characters[1],
      .repetition = characters[2],
      .escape = count > 3 ? characters[3] : 0,
      .subcomponent = count > 4 ? characters[4] : 0,
      .truncation = count > 5 ? characters[5] : 0,
  };
  return HEADER_IS_SOUND;
}

struct message_header header_find_fields(const struct encoding *encoding, const uint8_t *from) {
  enum { SECOND = 2, TYPE = 9, CONTROL_ID = 10, VERSION = 12, CHARSET = 18 };
  const uint8_t *starts[CHARSET + 1];
  const uint8_t *end = header_end_of_delimiters(from);
  for (int field = SECOND + 1; field <= CHARSET; field++) {
    starts[field] = end;
    if (kind_of(encoding, *end) == FIELD) {
      starts[field] = end + 1;
      end = encoding_skip_field(encoding, end + 1);
    }
  }
  return (struct message_header){
      .type = starts[TYPE],
      .control_id = starts[CONTROL_ID],
      .version = starts[VERSION],
      .charset = starts[CHARSET],
  };
}
