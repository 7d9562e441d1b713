#ifndef FIELD_H
#define FIELD_H

#include "encoding.h"
#include "json.h"

/* Writes the fields from `from` to the segment's end, which is returned; NULL when memory does not
 * suffice. `stops` go on from there. */
const uint8_t *write_fields(struct json *json, const struct encoding *encoding,
                            struct vial_positions *stops, const uint8_t *from);

#endif
