#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "vial.h"

/* The bytes of the input, last to first. False when memory does not suffice. */
bool run(struct vial_bytes input, struct vial_bytes *output);

#endif
