/* Digits are numbers from 0 to 9. */
#ifndef VALIDITY_H
#define VALIDITY_H

#include "vial.h"

bool is_cpf(const uint8_t digits[11]);
bool is_cnpj(const uint8_t digits[14]);
bool is_cns(const uint8_t digits[15]);

/* Whether there is such a day in the Gregorian calendar of 1900 to 2099. */
bool is_day(const uint8_t year[4], const uint8_t month[2], const uint8_t day[2]);

#endif
