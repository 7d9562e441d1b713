#include "characters.h"

static bool continues(uint8_t byte) {
  return (byte & 0xC0) == 0x80;
}

struct utf8 utf8_at(const uint8_t *bytes) {
  uint8_t lead = bytes[0];
  if (lead < 0xC2 || lead > 0xF4)
    return (struct utf8){1, false};
  unsigned length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  /* The second byte shuts out overlong forms, surrogates and what lies past U+10FFFF. */
  uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (bytes[1] < lowest || bytes[1] > highest)
    return (struct utf8){1, false};
  for (unsigned i = 2; i < length; i++)
    if (!continues(bytes[i]))
      return (struct utf8){i, false};
  return (struct utf8){length, true};
}

uint8_t *put_ascii(uint8_t *at, uint8_t character) {
  static const char short_forms[] = "btn\0fr"; /* U+0008 to U+000D; U+000B has none */
  if (character >= ' ' && character != '"' && character != '\\') {
    *at++ = character;
    return at;
  }
  *at++ = '\\';
  if (character >= ' ') {
    *at++ = character;
  } else if (character >= '\b' && character <= '\r' && character != '\v') {
    *at++ = (uint8_t)short_forms[character - '\b'];
  } else {
    __builtin_memcpy(at, "u00", 3);
    at[3] = (uint8_t)('0' + (character >> 4));
    at[4] = (uint8_t)"0123456789abcdef"[character & 15];
    at += 5;
  }
  return at;
}

/* The eight characters in which ISO 8859-15 differs from ISO 8859-1. */
static unsigned latin_9(uint8_t byte) {
  switch (byte) {
  case 0xA4:
    return 0x20AC;
  case 0xA6:
    return 0x0160;
  case 0xA8:
    return 0x0161;
  case 0xB4:
    return 0x017D;
  case 0xB8:
    return 0x017E;
  case 0xBC:
    return 0x0152;
  case 0xBD:
    return 0x0153;
  case 0xBE:
    return 0x0178;
  default:
    return byte;
  }
}

uint8_t *put_latin(uint8_t *at, enum charset charset, uint8_t byte) {
  unsigned character = charset == LATIN_9 ? latin_9(byte) : byte;
  if (character < 0x800) {
    *at++ = (uint8_t)(0xC0 | character >> 6);
  } else {
    *at++ = (uint8_t)(0xE0 | character >> 12);
    *at++ = (uint8_t)(0x80 | (character >> 6 & 0x3F));
  }
  *at++ = (uint8_t)(0x80 | (character & 0x3F));
  return at;
}
