/* The order of members, codings and identifiers. */
#ifndef ORDER_H
#define ORDER_H

#include "node.h"

/* Below, at or above 0 as a is to b. */
typedef int (*comparison)(const struct node *a, const struct node *b);

int by_name(const struct node *a, const struct node *b);

/* The list in order; what is equal stays as it is. */
APART struct node *sorted(struct node *list, comparison compare);

/* Sorts a member `coding` or `identifier`, an array; of equal codings the first stays. Others stay
 * as they are. */
APART void sort_codes(struct node *member);

#endif
