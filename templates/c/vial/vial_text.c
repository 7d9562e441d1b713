#include "vial.h"
#include "vial_attributes.h"

/* How long the sequence is that starts here with a byte beyond ASCII; 0 when it is ill-formed.
 * The first two bytes decide what the length is and what the second may be (Unicode, table 3-7). */
static size_t sequence_length(const uint8_t *at, size_t left) {
  uint8_t first = at[0];
  size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first < 0xC2 || first > 0xF4 || left < length)
    return 0;
  uint8_t lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < lowest || at[1] > highest)
    return 0;
  if (length > 2 && at[2] >> 6 != 2)
    return 0;
  return length > 3 && at[3] >> 6 != 2 ? 0 : length;
}

VIAL_SHARED bool vial_is_utf8(const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  const uint8_t *end = at + length;
  while (at < end) {
    if (end - at >= 8) {
      uint64_t word;
      __builtin_memcpy(&word, at, sizeof word);
      uint64_t beyond_ascii = word & 0x8080808080808080;
      at += beyond_ascii == 0 ? 8 : __builtin_ctzll(beyond_ascii) / 8;
      if (beyond_ascii == 0)
        continue;
    } else if (*at < 0x80) {
      at++;
      continue;
    }
    size_t count = sequence_length(at, (size_t)(end - at));
    if (count == 0)
      return false;
    at += count;
  }
  return true;
}
