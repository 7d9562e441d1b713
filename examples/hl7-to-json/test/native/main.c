/*
 * The plugin as a program, so that the sanitizers of this machine's C compiler can watch it: one
 * call after the other. Each reads a length and that many bytes from the standard input, and writes
 * the export's result, a length and that many bytes to the standard output. Numbers are 32 bits in
 * the machine's own order.
 */
#include "native/vial_native.h"
#include <stdio.h>
#include <stdlib.h>

extern int32_t process(void);

static void answer(const struct vial_native_result *result) {
  struct vial_text text = result->status == 0 ? result->output : result->error;
  uint32_t head[] = {(uint32_t)result->status, (uint32_t)text.length};
  fwrite(head, sizeof head, 1, stdout);
  if (text.length > 0)
    fwrite(text.data, 1, text.length, stdout);
}

int main(void) {
  uint32_t length;
  while (fread(&length, sizeof length, 1, stdin) == 1) {
    uint8_t *input = malloc(length + 1);
    if (fread(input, 1, length, stdin) != length)
      return 1;
    struct vial_native_result result = vial_native_call(process, input, length);
    answer(&result);
    free(input);
  }
  return 0;
}
