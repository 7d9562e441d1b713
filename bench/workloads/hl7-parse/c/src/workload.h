#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "vial.h"

/* HL7 v2 messages (ER7) to JSON, by ../../README.md. False when memory does not suffice. */
bool run(struct vial_bytes input, struct vial_bytes *output);

#endif
