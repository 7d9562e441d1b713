/* Scores a batch of patients: the specification is in the workload's README. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "vial.h"

/* The scores of a batch of patients, or why there are none. False when memory does not suffice. */
bool run(struct vial_bytes input, struct vial_bytes *output);

#endif
