/* Input, output, errors and state. */
#include "answer.h"

VIAL_EXPORT("echo") int32_t echo(void) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return fail_for_memory();
  return vial_succeed(input.data, input.length);
}

VIAL_EXPORT("empty") int32_t empty(void) {
  return vial_succeed(NULL, 0);
}

VIAL_EXPORT("fail") int32_t fail(void) {
  struct vial_text text;
  if (!read_name(&text))
    return fail_for_memory();
  return vial_fail(text);
}

VIAL_EXPORT("panic") int32_t panic(void) {
  __builtin_trap();
}

VIAL_EXPORT("text") int32_t text(void) {
  struct vial_bytes input;
  struct vial_text text;
  if (!vial_read_input(&input))
    return fail_for_memory();
  if (!vial_to_text(input, &text))
    return vial_fail(VIAL_TEXT("input: not UTF-8"));
  return succeed_with_number(count_code_points(text));
}

VIAL_EXPORT("count") int32_t count(void) {
  static int64_t calls;
  return succeed_with_number(++calls);
}
