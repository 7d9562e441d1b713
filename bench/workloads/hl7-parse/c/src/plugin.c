#include "workload.h"

VIAL_EXPORT("process") int32_t process(void) {
  struct vial_bytes input;
  struct vial_bytes output;
  if (!vial_read_input(&input) || !run(input, &output))
    return vial_fail(VIAL_TEXT("memory did not suffice"));
  return vial_succeed(output.data, output.length);
}
