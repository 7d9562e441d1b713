#include "vial_attributes.h"
#include "vial_json.h"

/* UTF-8 sorts like UTF-16 once the lead bytes of U+E000 to U+FFFF come behind all others. */
static uint8_t rank(char byte) {
  uint8_t value = (uint8_t)byte;
  return value == 0xEE || value == 0xEF ? value + 0x10 : value;
}

VIAL_SHARED static int compare(struct vial_text a, struct vial_text b) {
  size_t common = a.length < b.length ? a.length : b.length;
  for (size_t i = 0; i < common; i++)
    if (a.data[i] != b.data[i])
      return rank(a.data[i]) < rank(b.data[i]) ? -1 : 1;
  return a.length < b.length ? -1 : a.length > b.length;
}

static struct vial_text key_of(const uint8_t *member) {
  struct vial_text key;
  __builtin_memcpy(&key, member, sizeof key);
  return key;
}

/* Merges two sorted runs, of those with the same key the left one first. */
static void merge(const uint8_t *left, const uint8_t *middle, const uint8_t *end, size_t size,
                  uint8_t *to) {
  const uint8_t *right = middle;
  for (; left < middle || right < end; to += size) {
    bool take_left = right == end || (left < middle && compare(key_of(left), key_of(right)) <= 0);
    const uint8_t **from = take_left ? &left : &right;
    __builtin_memcpy(to, *from, size);
    *from += size;
  }
}

static size_t drop_repeated(uint8_t *members, size_t count, size_t size) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    const uint8_t *member = members + i * size;
    bool repeated = kept > 0 && compare(key_of(members + (kept - 1) * size), key_of(member)) == 0;
    kept += !repeated;
    __builtin_memmove(members + (kept - 1) * size, member, size);
  }
  return kept;
}

static bool is_sorted(const uint8_t *members, size_t count, size_t size) {
  for (size_t i = 1; i < count; i++)
    if (compare(key_of(members + (i - 1) * size), key_of(members + i * size)) >= 0)
      return false;
  return true;
}

VIAL_SHARED size_t vial_json_sort_members(void *members, size_t count, size_t member_size) {
  if (is_sorted(members, count, member_size))
    return count;
  size_t length = count * member_size;
  uint8_t *from = members;
  uint8_t *to = vial_reserve(length);
  if (to == NULL)
    return SIZE_MAX;
  for (size_t run = member_size; run < length; run *= 2) {
    for (size_t start = 0; start < length; start += 2 * run) {
      size_t middle = length - start < run ? length : start + run;
      size_t end = length - start < 2 * run ? length : start + 2 * run;
      merge(from + start, from + middle, from + end, member_size, to + start);
    }
    uint8_t *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != members)
    __builtin_memcpy(members, from, length);
  return drop_repeated(members, count, member_size);
}
