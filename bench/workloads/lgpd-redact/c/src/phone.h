#ifndef PHONE_H
#define PHONE_H

#include "finding.h"

/* Whether these digits (0 to 9) are a subscriber's number. */
bool is_subscriber(const uint8_t *digits, size_t count);

/* Whether these digits are an area code and a subscriber's number. */
bool is_telephone(const uint8_t *digits, size_t count);

/* Where what introduces the subscriber's number at `number` begins; `number` where nothing does. */
const uint8_t *introduction(const struct text *text, const uint8_t *number);

#endif
