/* What went wrong and where. Never what the message says: that is patient data. */
#ifndef ERROR_H
#define ERROR_H

#include "vial.h"

struct error {
  const char *code;
  const char *text;
  size_t segment; /* counted from 1; 0 when it is about no segment */
  size_t byte;    /* counted from 0, in the input as it came */
};

/* "HL7-SEGMENT-ID: segment 3 at byte 214: …", in a buffer that the next error overwrites. */
struct vial_text error_format(const struct error *error);

#endif
