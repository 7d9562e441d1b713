/* Dates and instants. */
#ifndef DATE_TIME_H
#define DATE_TIME_H

#include "vial.h"

/* Writes a date without hyphens with them, an instant in UTC; any other text stays. False when
 * memory does not suffice. */
bool normalise_date(struct vial_text *text);

#endif
