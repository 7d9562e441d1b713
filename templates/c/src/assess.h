/* Body mass index with the WHO's classes for adults (WHO Technical Report Series 894, 2000). */
#ifndef ASSESS_H
#define ASSESS_H

#include "messages.h"

/* Assesses a measurement. False, and why in `error`, when it is out of range. */
bool assess(const struct measurement *measurement, struct assessment *assessment,
            struct vial_text *error);

#endif
