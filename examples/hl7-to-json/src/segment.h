/* One segment as JSON: {"id":"PID","fields":[…]}. */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "encoding.h"
#include "output.h"

/*
 * Writes the segment at `from`, of which the caller knows that its id is sound.
 *
 * Returns the terminator behind it, NULL when the output cannot grow.
 */
const uint8_t *segment_write(struct output *out, const struct encoding *encoding,
                             const uint8_t *from);

/* The same for MSH, BHS and FHS, whose first two fields are the delimiters themselves (2.5.4). */
const uint8_t *segment_write_header(struct output *out, const struct encoding *encoding,
                                    const uint8_t *from);

#endif
