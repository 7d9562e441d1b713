#include "answer.h"
#include "vial_number.h"

int32_t succeed_with_number(int64_t number) {
  static char digits[VIAL_NUMBER_LENGTH];
  return vial_succeed(digits, vial_integer_write(number, digits));
}

int32_t fail_for_memory(void) {
  return vial_fail(VIAL_TEXT("memory cannot hold the input"));
}

bool read_name(struct vial_text *name) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return false;
  *name = (struct vial_text){(const char *)input.data, input.length};
  return true;
}

/* Every byte but a continuation starts a code point. */
int64_t count_code_points(struct vial_text text) {
  int64_t count = 0;
  for (size_t i = 0; i < text.length; i++)
    count += (uint8_t)text.data[i] >> 6 != 2;
  return count;
}
