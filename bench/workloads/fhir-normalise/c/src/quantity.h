/* Quantities in UCUM. */
#ifndef QUANTITY_H
#define QUANTITY_H

#include "node.h"

/* Brings a Quantity into UCUM. Members are in order and stay so. False when memory does not
 * suffice. */
APART bool normalise_quantity(struct node *object, struct node_pool *pool);

#endif
