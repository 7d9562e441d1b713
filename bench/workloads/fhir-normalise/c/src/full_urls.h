/* What the entries' full URLs stand for. */
#ifndef FULL_URLS_H
#define FULL_URLS_H

#include "node.h"

struct full_url {
  struct vial_text url; /* without data: a free place */
  struct vial_text reference;
};

/* A hash table with open addressing. */
struct full_urls {
  struct full_url *places;
  size_t mask; /* how many places there are, a power of two, less one */
};

/* Collects those of a Bundle. False when memory does not suffice. */
bool collect_full_urls(const struct node *bundle, struct full_urls *urls);

/* `resourceType/id`; one without data when the URL is not known. */
struct vial_text find_reference(const struct full_urls *urls, struct vial_text url);

#endif
