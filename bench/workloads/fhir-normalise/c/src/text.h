/* Strings, by the name of the member that holds them. */
#ifndef TEXT_H
#define TEXT_H

#include "full_urls.h"

/* False when memory does not suffice. */
APART bool normalise_text(struct vial_text *text, const struct vial_text *name,
                          const struct full_urls *urls);

/* ASCII letters in lower case, in a new place. False when memory does not suffice. */
bool lower_case(struct vial_text *text);

#endif
