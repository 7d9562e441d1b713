/* The call's memory on a desktop: a block of its own for everything that is reserved. */
#include "vial_native.h"
#include <stdlib.h>
#include <string.h>

struct block {
  struct block *next;
  size_t size;
  void *bytes;
};

static struct block *blocks;
static size_t used;
static size_t limit = SIZE_MAX;

void vial_native_set_memory_limit(size_t bytes) {
  limit = bytes;
}

void vial_memory_reset(void) {
  while (blocks != NULL) {
    struct block *block = blocks;
    blocks = block->next;
    free(block->bytes);
    free(block);
  }
  used = 0;
}

void *vial_reserve(size_t size) {
  if (size > limit - used)
    return NULL;
  struct block *block = malloc(sizeof *block);
  *block = (struct block){blocks, size, malloc(size > 0 ? size : 1)};
  blocks = block;
  used += size;
  return block->bytes;
}

/* Never in place, so that a pointer to the old place is noticed. */
void *vial_grow(void *block, size_t old_size, size_t size) {
  void *grown = vial_reserve(size);
  if (grown == NULL || block == NULL)
    return grown;
  memcpy(grown, block, old_size < size ? old_size : size);
  struct block *old = blocks;
  while (old->bytes != block)
    old = old->next;
  free(old->bytes);
  used -= old->size;
  *old = (struct block){.next = old->next};
  return grown;
}
