#include "vial_json_string.h"
#include "vial_attributes.h"

/* Four hexadecimal digits; UINT32_MAX when they are not. */
VIAL_SHARED static uint32_t hexadecimal(const uint8_t *at, const uint8_t *end) {
  if (end - at < 4)
    return UINT32_MAX;
  uint32_t value = 0;
  VIAL_SHORT_LOOP
  for (unsigned i = 0; i < 4; i++) {
    unsigned digit = (unsigned)at[i] - '0';
    unsigned letter = (at[i] | 0x20U) - 'a';
    if (digit > 9) {
      if (letter > 5)
        return UINT32_MAX;
      digit = letter + 10;
    }
    value = value << 4 | digit;
  }
  return value;
}

static size_t unicode_escape(const uint8_t *at, const uint8_t *end, uint32_t *code_point) {
  uint32_t unit = hexadecimal(at + 2, end);
  *code_point = unit;
  if (unit == UINT32_MAX)
    return 0;
  if (unit >> 11 != 0xD800 >> 11)
    return 6;
  if (unit >= 0xDC00 || end - at < 12 || at[6] != '\\' || at[7] != 'u')
    return 0;
  uint32_t low = hexadecimal(at + 8, end);
  if (low >> 10 != 0xDC00 >> 10)
    return 0;
  *code_point = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
  return 12;
}

VIAL_COLD size_t vial_json_escape(const uint8_t *at, const uint8_t *end, uint32_t *code_point) {
  if (end - at < 2)
    return 0;
  switch (at[1]) {
  case '"':
  case '\\':
  case '/':
    *code_point = at[1];
    return 2;
  case 'b':
    *code_point = '\b';
    return 2;
  case 'f':
    *code_point = '\f';
    return 2;
  case 'n':
    *code_point = '\n';
    return 2;
  case 'r':
    *code_point = '\r';
    return 2;
  case 't':
    *code_point = '\t';
    return 2;
  case 'u':
    return unicode_escape(at, end, code_point);
  default:
    return 0;
  }
}

VIAL_SHARED static char *write_utf8(char *to, uint32_t code_point) {
  if (code_point < 0x80) {
    *to++ = (char)code_point;
    return to;
  }
  unsigned shift = code_point < 0x800 ? 6 : code_point < 0x10000 ? 12 : 18;
  static const uint8_t leads[] = {0, 0xC0, 0xE0, 0xF0};
  *to++ = (char)(leads[shift / 6] | code_point >> shift);
  VIAL_SHORT_LOOP
  while (shift > 0) {
    shift -= 6;
    *to++ = (char)(0x80 | (code_point >> shift & 0x3F));
  }
  return to;
}

VIAL_SHARED struct vial_text vial_json_unescape(const uint8_t *from, const uint8_t *end, char *to) {
  char *at = to;
  while (from < end) {
    uint32_t code_point = 0;
    if (*from != '\\') {
      *at++ = (char)*from++;
      continue;
    }
    from += vial_json_escape(from, end, &code_point);
    at = write_utf8(at, code_point);
  }
  return (struct vial_text){to, (size_t)(at - to)};
}
