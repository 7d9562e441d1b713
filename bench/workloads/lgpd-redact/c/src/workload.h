#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "vial.h"

/* Identifiers in clinical text replaced by their kinds, by ../../README.md. False when memory does
 * not suffice. */
bool run(struct vial_bytes input, struct vial_bytes *output);

#endif
