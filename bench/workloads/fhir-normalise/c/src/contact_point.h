/* Telephone numbers and e-mail addresses. */
#ifndef CONTACT_POINT_H
#define CONTACT_POINT_H

#include "node.h"

/* Writes the value of a ContactPoint in one form; false when memory does not suffice. */
APART bool normalise_contact_point(struct node *object);

#endif
