#include "validity.h"

enum { CPF = 11, CNPJ = 14, CNS = 15 };

static unsigned sum(const uint8_t *digits, const uint8_t *weights, size_t count) {
  unsigned sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += (unsigned)digits[i] * weights[i];
  return sum;
}

/* A remainder of 0 or 1 gives 0, any other what is missing to 11. */
static unsigned modulo_11(unsigned sum) {
  unsigned remainder = sum % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

/* The weights are those of the last digit; those of the one before are the same without the first.
 */
static bool has_check_digits(const uint8_t *digits, size_t count, const uint8_t *weights) {
  bool all_equal = true;
  for (size_t i = 1; i < count; i++)
    all_equal &= digits[i] == digits[0];
  return !all_equal && digits[count - 2] == modulo_11(sum(digits, weights + 1, count - 2)) &&
         digits[count - 1] == modulo_11(sum(digits, weights, count - 1));
}

bool is_cpf(const uint8_t digits[11]) {
  static const uint8_t weights[] = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  return has_check_digits(digits, CPF, weights);
}

bool is_cnpj(const uint8_t digits[14]) {
  static const uint8_t weights[] = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
  return has_check_digits(digits, CNPJ, weights);
}

bool is_cns(const uint8_t digits[15]) {
  static const uint8_t weights[] = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  bool begins_right = digits[0] == 1 || digits[0] == 2 || digits[0] >= 7;
  return begins_right && sum(digits, weights, CNS) % 11 == 0;
}

bool is_day(const uint8_t year_digits[4], const uint8_t month_digits[2],
            const uint8_t day_digits[2]) {
  unsigned century = year_digits[0] * 10U + year_digits[1];
  unsigned year = century * 100 + year_digits[2] * 10U + year_digits[3];
  unsigned month = month_digits[0] * 10U + month_digits[1];
  unsigned day = day_digits[0] * 10U + day_digits[1];
  static const uint8_t last[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if ((century != 19 && century != 20) || month > 12 || day == 0)
    return false;
  bool is_leap = year % 4 == 0 && year != 1900;
  return day <= last[month] + (unsigned)(month == 2 && is_leap);
}
