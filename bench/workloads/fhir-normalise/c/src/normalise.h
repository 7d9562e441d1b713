/* The rules for members and arrays. */
#ifndef NORMALISE_H
#define NORMALISE_H

#include "full_urls.h"
#include "node.h"

struct normaliser {
  struct full_urls urls;
  struct node_pool *pool;
  bool full; /* memory did not suffice */
};

/* Brings a value into its normal form; false where that is empty. `member` is the one it belongs
 * to, or itself; `indexed`: whether arrays go by index. */
bool normalise(struct normaliser *with, struct node *node, const struct node *member, bool indexed);

#endif
