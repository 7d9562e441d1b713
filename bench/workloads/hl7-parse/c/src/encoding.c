#include "encoding.h"

enum { HEADER_NAME = 3 };

static bool is_delimiter(uint8_t byte) {
  bool is_graphic = byte > ' ' && byte < 0x7F;
  uint8_t letter = byte | 0x20;
  bool is_alphanumeric = (byte >= '0' && byte <= '9') || (letter >= 'a' && letter <= 'z');
  return is_graphic && !is_alphanumeric && byte != '"';
}

static void set_kind(struct encoding *encoding, uint8_t byte, enum kind kind) {
  encoding->kind[byte] = (uint8_t)kind;
  vial_byte_set_add(&encoding->interruptions, byte);
}

bool encoding_read(struct encoding *encoding, const uint8_t *header, const uint8_t *end) {
  const uint8_t *delimiters = header + HEADER_NAME;
  size_t count = 0;
  while (delimiters + count < end && is_delimiter(delimiters[count]) &&
         (count == 0 || delimiters[count] != delimiters[0])) {
    for (size_t i = 1; i < count; i++)
      if (delimiters[i] == delimiters[count])
        return false;
    if (++count > 1 + LONGEST_CHARACTERS)
      return false;
  }
  const uint8_t *next = delimiters + count;
  bool is_whole = next == end || *next == '\r' || *next == '\n' || *next == delimiters[0];
  if (count < LONGEST_CHARACTERS || !is_whole)
    return false;
  if (count == encoding->count && __builtin_memcmp(encoding->delimiters, delimiters, count) == 0)
    return true;
  *encoding = (struct encoding){.count = count};
  __builtin_memcpy(encoding->delimiters, delimiters, count);
  for (uint8_t control = 0; control < ' '; control++)
    set_kind(encoding, control, SPECIAL);
  set_kind(encoding, '"', SPECIAL);
  set_kind(encoding, '\\', SPECIAL);
  set_kind(encoding, '\r', SEGMENT_END);
  set_kind(encoding, '\n', SEGMENT_END);
  static const enum kind kinds[] = {FIELD, COMPONENT, REPETITION, ESCAPE, SUBCOMPONENT};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    set_kind(encoding, delimiters[i], kinds[i]);
  return true;
}

const uint8_t *encoding_sequence_end(const struct encoding *encoding, const uint8_t *from,
                                     const uint8_t *end) {
  const uint8_t *at = from + 1;
  while (at < end && encoding->kind[*at] <= SPECIAL)
    at++;
  return at < end && encoding->kind[*at] == ESCAPE ? at : NULL;
}

uint8_t encoding_meaning(const struct encoding *encoding, const uint8_t *from,
                         const uint8_t *closing) {
  if (closing - from == 4 && __builtin_memcmp(from + 1, ".br", 3) == 0)
    return '\n';
  static const char codes[] = "FSRET"; /* in the order of the delimiters */
  for (size_t i = 0; closing - from == 2 && i < sizeof codes - 1; i++)
    if (from[1] == codes[i])
      return encoding->delimiters[i];
  return 0;
}
