/* The text of an error. For the PDK alone. */
#ifndef VIAL_JSON_ERROR_H
#define VIAL_JSON_ERROR_H

#include "vial.h"

/* The JSON pointer to where `at` is in a text that is JSON until there, then the member if it has
 * a name, then the problem. The text lives until the next error. */
struct vial_text vial_json_error(const uint8_t *start, const uint8_t *at, struct vial_text member,
                                 const char *problem);

#endif
