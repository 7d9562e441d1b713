#ifndef EMAIL_H
#define EMAIL_H

#include "finding.h"

/* The address around the `@`. */
struct finding find_email(const struct text *text, const uint8_t *at);

#endif
