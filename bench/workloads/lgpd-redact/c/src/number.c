#include "number.h"
#include "phone.h"
#include "validity.h"

enum { SHORTEST = 3, LONGEST = 18, CNS_DIGITS = 15 };

const uint8_t *number_end(const uint8_t *from) {
  while (is_digit(*from) || (is_separator(*from) && is_digit(from[1])))
    from++;
  return from;
}

static bool ends_free(const struct text *text, const uint8_t *end) {
  return end == text->end || (!is_word(*end) && *end != '@');
}

/* Three digits and, behind them, three times a space and four more. */
static struct finding find_grouped_cns(const struct text *text, const uint8_t *start) {
  static const char shape[] = "999 9999 9999 9999";
  const size_t length = sizeof shape - 1;
  uint8_t digits[CNS_DIGITS];
  size_t count = 0;
  if ((size_t)(text->end - start) < length)
    return NOT_FOUND;
  for (size_t i = 0; i < length; i++) {
    if (shape[i] == '9' ? !is_digit(start[i]) : start[i] != (uint8_t)shape[i])
      return NOT_FOUND;
    if (shape[i] == '9')
      digits[count++] = start[i] - '0';
  }
  const uint8_t *end = start + length;
  bool goes_on = !ends_free(text, end) || (is_separator(*end) && is_digit(end[1]));
  return !goes_on && is_cns(digits) ? FOUND(start, end, "CNS") : NOT_FOUND;
}

#define IS(literal)                                                                                \
  (length == sizeof(literal) - 1 && __builtin_memcmp(shape, literal, sizeof(literal) - 1) == 0)

struct finding find_number(const struct text *text, const uint8_t *start, const uint8_t *end) {
  size_t length = (size_t)(end - start);
  bool starts_free = start == text->start || !is_word(start[-1]);
  if (length < SHORTEST || length > LONGEST || !starts_free || !ends_free(text, end))
    return NOT_FOUND;
  char shape[LONGEST];
  uint8_t digits[LONGEST];
  size_t count = 0;
  for (size_t i = 0; i < length; i++) {
    shape[i] = is_digit(start[i]) ? '9' : (char)start[i];
    if (is_digit(start[i]))
      digits[count++] = start[i] - '0';
  }
  if (IS("999"))
    return find_grouped_cns(text, start);
  if ((IS("999.999.999-99") || IS("99999999999")) && is_cpf(digits))
    return FOUND(start, end, "CPF");
  if ((IS("99.999.999/9999-99") || IS("99999999999999")) && is_cnpj(digits))
    return FOUND(start, end, "CNPJ");
  if (IS("999999999999999") && is_cns(digits))
    return FOUND(start, end, "CNS");
  if ((IS("99/99/9999") || IS("99-99-9999") || IS("99.99.9999")) &&
      is_day(digits + 4, digits + 2, digits))
    return FOUND(start, end, "DATE");
  if (IS("9999-99-99") && is_day(digits, digits + 4, digits + 6))
    return FOUND(start, end, "DATE");
  if (IS("99999-999") || IS("99.999-999"))
    return FOUND(start, end, "CEP");
  if ((IS("99999999999") || IS("9999999999")) && is_telephone(digits, count))
    return FOUND(start, end, "PHONE");
  bool is_international =
      start > text->done && start[-1] == '+' && digits[0] == 5 && digits[1] == 5;
  if ((IS("9999999999999") || IS("999999999999")) && is_international &&
      is_telephone(digits + 2, count - 2))
    return FOUND(start - 1, end, "PHONE");
  if ((IS("99999-9999") || IS("9999-9999")) && is_subscriber(digits, count))
    return FOUND(introduction(text, start), end, "PHONE");
  return NOT_FOUND;
}
