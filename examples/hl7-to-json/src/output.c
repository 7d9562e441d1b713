#include "output.h"
#include "vial.h"

enum { FIRST_CAPACITY = 4096 };

static bool reserve(struct output *out, size_t capacity) {
  size_t used = (size_t)(out->at - out->start);
  size_t old = out->start == NULL ? 0 : (size_t)(out->full + OUTPUT_SLACK - out->start);
  uint8_t *start = vial_grow(out->start, old, capacity);
  if (start == NULL)
    return false;
  out->start = start;
  out->at = start + used;
  out->full = start + capacity - OUTPUT_SLACK;
  return true;
}

bool output_open(struct output *out, size_t capacity) {
  *out = (struct output){0};
  if (capacity > OUTPUT_LIMIT)
    capacity = OUTPUT_LIMIT;
  return reserve(out, capacity + FIRST_CAPACITY);
}

bool output_grow(struct output *out, size_t count) {
  size_t used = (size_t)(out->at - out->start);
  if (used > OUTPUT_LIMIT || count > OUTPUT_LIMIT) {
    out->too_long = true;
    return false;
  }
  size_t capacity = used + used / 2;
  if (capacity > OUTPUT_LIMIT)
    capacity = OUTPUT_LIMIT;
  return reserve(out, capacity + count + FIRST_CAPACITY);
}
