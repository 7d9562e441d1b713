/* The opening of a message as JSON: what its MSH says, ahead of its segments. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "header.h"
#include "output.h"

/* Writes {"type":…,"controlId":…,"version":…,"delimiters":{…},"segments":[ . False when the output
 * cannot grow. */
bool message_open(struct output *out, const struct encoding *encoding,
                  const struct message_header *header);

#endif
