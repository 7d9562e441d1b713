#include "email.h"

static bool is_alphanumeric(uint8_t byte) {
  return is_letter(byte) || is_digit(byte);
}

static bool is_domain(uint8_t byte) {
  return is_alphanumeric(byte) || byte == '.' || byte == '-';
}

static bool is_local(uint8_t byte) {
  return is_domain(byte) || byte == '_' || byte == '%' || byte == '+';
}

struct finding find_email(const struct text *text, const uint8_t *at) {
  const uint8_t *start = at;
  while (start > text->done && is_local(start[-1]))
    start--;
  while (start < at && !is_alphanumeric(*start))
    start++;
  const uint8_t *domain = at + 1;
  const uint8_t *end = domain;
  while (is_domain(*end))
    end++;
  while (end > domain && !is_alphanumeric(end[-1]))
    end--;
  const uint8_t *last = end;
  while (last > domain && is_letter(last[-1]))
    last--;
  bool is_address =
      start < at && end - last >= 2 && last > domain && last[-1] == '.' && is_alphanumeric(*domain);
  return is_address ? FOUND(start, end, "EMAIL") : NOT_FOUND;
}
