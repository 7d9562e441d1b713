/* Compares the PDK's functions on bytes with the C library's: all lengths up to a few vectors, all
 * distances between source and target. Prints how many comparisons it made. */
#include <stdio.h>
#include <string.h>

#define VIAL_BYTES
#define memcpy vial_memcpy
#define memmove vial_memmove
#define memset vial_memset
#define memcmp vial_memcmp
#define strlen vial_strlen
#include "../vial_bytes.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen

enum { LONGEST = 300, MIDDLE = LONGEST, ROOM = 3 * LONGEST };

static uint8_t actual[ROOM];
static uint8_t expected[ROOM];
static long comparisons;

static void fill(uint8_t *bytes) {
  for (size_t i = 0; i < ROOM; i++)
    bytes[i] = (uint8_t)(i * 167 + i / 251);
}

static int differs(const char *what, size_t length, ptrdiff_t distance) {
  comparisons++;
  if (memcmp(actual, expected, ROOM) == 0)
    return 0;
  printf("%s of %zu bytes, %td further\n", what, length, distance);
  return 1;
}

static int check_copies(size_t length) {
  for (ptrdiff_t distance = -LONGEST; distance <= LONGEST; distance++) {
    fill(actual);
    fill(expected);
    void *to = vial_memmove(actual + MIDDLE + distance, actual + MIDDLE, length);
    memmove(expected + MIDDLE + distance, expected + MIDDLE, length);
    if (differs("memmove", length, distance) || to != actual + MIDDLE + distance)
      return 1;
    if ((size_t)(distance < 0 ? -distance : distance) < length)
      continue;
    fill(actual);
    to = vial_memcpy(actual + MIDDLE + distance, actual + MIDDLE, length);
    if (differs("memcpy", length, distance) || to != actual + MIDDLE + distance)
      return 1;
  }
  return 0;
}

static int check_fills(size_t length) {
  fill(actual);
  fill(expected);
  vial_memset(actual + MIDDLE, 0x1A5, length);
  memset(expected + MIDDLE, 0x1A5, length);
  return differs("memset", length, 0);
}

static int sign(int order) {
  return (order > 0) - (order < 0);
}

/* With a difference in each place, the largest there can be, and none. */
static int check_orders(size_t length) {
  fill(expected);
  for (size_t place = 0; place <= length; place++) {
    fill(actual);
    actual[MIDDLE + place] ^= 0x80;
    for (size_t later = place + 1; later < length; later++)
      actual[MIDDLE + later] = (uint8_t)~actual[MIDDLE + later];
    int order = vial_memcmp(actual + MIDDLE, expected + MIDDLE, length);
    comparisons++;
    if (sign(order) != sign(memcmp(actual + MIDDLE, expected + MIDDLE, length))) {
      printf("memcmp of %zu bytes, the first that differs at %zu\n", length, place);
      return 1;
    }
  }
  return 0;
}

int main(void) {
  for (size_t length = 0; length <= LONGEST; length++)
    if (check_copies(length) || check_fills(length) || check_orders(length))
      return 1;
  if (vial_strlen("") != 0 || vial_strlen("length") != 6)
    return 1;
  printf("%ld comparisons\n", comparisons);
  return 0;
}
