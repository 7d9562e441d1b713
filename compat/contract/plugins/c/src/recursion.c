#include "answer.h"

/* Counts on the way back, unseen by the compiler, which would make a loop of it. */
static int64_t descend(int64_t depth) {
  if (depth == 0)
    return 0;
  int64_t below = descend(depth - 1);
  __asm__ volatile("" : "+r"(below));
  return below + 1;
}

VIAL_EXPORT("recurse") int32_t recurse(void) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return fail_for_memory();
  int64_t depth = 0;
  for (size_t i = 0; i < input.length && depth < INT32_MAX; i++) {
    if (input.data[i] < '0' || input.data[i] > '9')
      return vial_fail(VIAL_TEXT("input: not a number"));
    depth = depth * 10 + input.data[i] - '0';
  }
  return succeed_with_number(descend(depth));
}
