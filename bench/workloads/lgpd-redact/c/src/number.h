#ifndef NUMBER_H
#define NUMBER_H

#include "finding.h"

/* Where the number that begins at `from` ends. */
const uint8_t *number_end(const uint8_t *from);

/* What a number is, when it stands free. */
struct finding find_number(const struct text *text, const uint8_t *start, const uint8_t *end);

#endif
