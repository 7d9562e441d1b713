#include "encoding.h"

enum { FIRST_PRINTABLE = 0x20, FIRST_NON_ASCII = 0x80 };

/* Rows of sixteen characters that differ in the low four bits. Every byte of a control or a
 * non-ASCII row is in the set, so these share a bit; each printable row has its own. */
static uint8_t row_bit(unsigned byte) {
  return byte < FIRST_PRINTABLE || byte >= FIRST_NON_ASCII ? 1 : (uint8_t)(1u << ((byte >> 4) - 1));
}

static void set_kind(struct encoding *encoding, uint8_t byte, enum kind kind) {
  encoding->kind[byte] = (uint8_t)kind;
  encoding->low[byte & 15] |= row_bit(byte);
}

static bool same(const struct delimiters *a, const struct delimiters *b) {
  return a->field == b->field && a->component == b->component && a->repetition == b->repetition &&
         a->escape == b->escape && a->subcomponent == b->subcomponent &&
         a->truncation == b->truncation;
}

void encoding_use(struct encoding *encoding, const struct delimiters *delimiters) {
  if (same(&encoding->delimiters, delimiters))
    return;
  encoding->delimiters = *delimiters;
  for (unsigned byte = 0; byte < 256; byte++) {
    enum kind kind = byte >= FIRST_NON_ASCII  ? NON_ASCII
                     : byte < FIRST_PRINTABLE ? JSON_ESCAPED
                                              : PLAIN;
    encoding->kind[byte] = (uint8_t)kind;
  }
  for (unsigned nibble = 0; nibble < 16; nibble++) {
    encoding->low[nibble] = 1;
    encoding->high[nibble] = row_bit(nibble << 4);
  }
  set_kind(encoding, '"', JSON_ESCAPED);
  set_kind(encoding, '\\', JSON_ESCAPED);
  set_kind(encoding, '\r', SEGMENT_END);
  set_kind(encoding, '\n', SEGMENT_END);
  set_kind(encoding, delimiters->field, FIELD);
  set_kind(encoding, delimiters->component, COMPONENT);
  set_kind(encoding, delimiters->repetition, REPETITION);
  if (delimiters->escape != 0)
    set_kind(encoding, delimiters->escape, ESCAPE);
  if (delimiters->subcomponent != 0)
    set_kind(encoding, delimiters->subcomponent, SUBCOMPONENT);
}

const uint8_t *encoding_skip_plain(const struct encoding *encoding, const uint8_t *from) {
  block low = block_load(encoding->low);
  block high = block_load(encoding->high);
  for (;;) {
    uint64_t found = window_find(from, low, high);
    from += window_skip(found);
    if (found != 0)
      return from;
  }
}

const uint8_t *encoding_skip_field(const struct encoding *encoding, const uint8_t *from) {
  for (;; from++) {
    from = encoding_skip_plain(encoding, from);
    enum kind kind = kind_of(encoding, *from);
    if (kind == FIELD || kind == SEGMENT_END)
      return from;
  }
}

bool encoding_find_charset(struct encoding *encoding, const uint8_t *field) {
  static const struct {
    char name[16];
    enum charset charset;
  } charsets[] = {
      {"", UTF_8},      {"\"\"", UTF_8},     {"ASCII", UTF_8},     {"UNICODE UTF-8", UTF_8},
      {"UTF-8", UTF_8}, {"8859/1", LATIN_1}, {"8859/15", LATIN_9},
  };
  for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
    const char *name = charsets[i].name;
    size_t length = 0;
    while (name[length] != 0 && field[length] == (uint8_t)name[length] &&
           !ends_text(encoding, field[length]))
      length++;
    if (name[length] == 0 && ends_text(encoding, field[length])) {
      encoding->charset = charsets[i].charset;
      return true;
    }
  }
  return false;
}
