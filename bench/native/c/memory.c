/* The PDK's memory for a native program, with the same work for every call: what a call reserves
 * lies one behind the other, and the next call starts at the first byte again. */
#include "native/vial_native.h"
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16 };

/* Pages that nobody touches take no memory. */
static const size_t capacity = (size_t)1 << 29;

static uint8_t *first;
static uint8_t *top;

static size_t aligned(size_t size) {
  return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static bool move_top(uint8_t *start, size_t size) {
  if (size > capacity - ALIGNMENT - (size_t)(start - first))
    return false;
  top = start + aligned(size);
  return true;
}

void vial_memory_reset(void) {
  if (first == NULL)
    first = malloc(capacity);
  if (first == NULL)
    abort();
  top = first;
}

void *vial_reserve(size_t size) {
  if (top == NULL)
    vial_memory_reset();
  uint8_t *block = top;
  return move_top(block, size) ? block : NULL;
}

void *vial_grow(void *block, size_t old_size, size_t size) {
  if (block != NULL && (uint8_t *)block + aligned(old_size) == top)
    return move_top(block, size) ? block : NULL;
  void *moved = vial_reserve(size);
  if (moved != NULL && block != NULL)
    memcpy(moved, block, old_size < size ? old_size : size);
  return moved;
}
