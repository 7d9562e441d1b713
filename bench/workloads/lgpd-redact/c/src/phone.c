#include "phone.h"

/* Whether there is an area of these two digits. */
static bool is_area(unsigned tens, unsigned units) {
  /* The units that areas have, by their tens, a bit for each. */
  static const uint16_t areas[] = {0, 0x3FE, 0x196, 0x1BE, 0x3FE, 0x3A, 0x3FE, 0x2BA, 0x3FE, 0x3FE};
  return tens < 10 && units < 10 && (areas[tens] >> units & 1) == 1;
}

bool is_subscriber(const uint8_t *digits, size_t count) {
  return (count == 9 && digits[0] == 9) || (count == 8 && digits[0] >= 2 && digits[0] <= 5);
}

bool is_telephone(const uint8_t *digits, size_t count) {
  return is_area(digits[0], digits[1]) && is_subscriber(digits + 2, count - 2);
}

static bool is_area_code(const uint8_t *at) {
  return is_area((unsigned)at[0] - '0', (unsigned)at[1] - '0');
}

/* Whether a literal ends here. */
static bool follows(const struct text *text, const uint8_t *end, struct vial_text literal) {
  return (size_t)(end - text->done) >= literal.length &&
         __builtin_memcmp(end - literal.length, literal.data, literal.length) == 0;
}

const uint8_t *introduction(const struct text *text, const uint8_t *number) {
  const uint8_t *at = number;
  bool is_spaced = at > text->done && at[-1] == ' ';
  if (is_spaced)
    at--;
  if (at - text->done >= 4 && at[-1] == ')' && at[-4] == '(' && is_area_code(at - 3))
    at -= 4;
  else if (is_spaced && at - text->done >= 2 && is_area_code(at - 2) &&
           !(at - 2 > text->start && is_word(at[-3])))
    at -= 2;
  else
    return number;
  if (follows(text, at, VIAL_TEXT("+55 ")))
    return at - 4;
  return follows(text, at, VIAL_TEXT("+55")) ? at - 3 : at;
}
