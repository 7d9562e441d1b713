/* Brings a Bundle of FHIR R4 resources into one form: the specification is in the workload's
 * README. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "vial.h"

/* A Bundle's normal form; an OperationOutcome for what is no Bundle. False when memory does not
 * suffice. */
bool run(struct vial_bytes input, struct vial_bytes *output);

#endif
