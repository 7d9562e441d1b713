#include "workload.h"

bool run(struct vial_bytes input, struct vial_bytes *output) {
  uint8_t *data = vial_reserve(input.length);
  *output = (struct vial_bytes){data, input.length};
  if (data == NULL)
    return false;
  for (size_t i = 0; i < input.length; i++)
    data[i] = input.data[input.length - 1 - i];
  return true;
}
