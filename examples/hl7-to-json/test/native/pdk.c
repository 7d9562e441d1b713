/*
 * pdk.h for a desktop, so that the sanitizers of its C compiler can watch the plugin: one call
 * after the other. Each reads a length and that many bytes from the standard input, and writes the
 * export's result, a length and that many bytes to the standard output. Numbers are 32 bits in the
 * machine's own order.
 */
#include "../../src/pdk.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As much as the output may take in the 64 MiB that a host allows. */
enum { LARGEST_OUTPUT = 40 << 20 };

extern int32_t process(void);

static struct vial_bytes input;
static uint8_t *output;

bool vial_read_input(struct vial_bytes *bytes) {
  *bytes = input;
  return true;
}

/* Never more than was asked for, so that a byte too many is noticed. */
uint8_t *vial_reserve_output(size_t capacity) {
  if (capacity > LARGEST_OUTPUT)
    return NULL;
  output = realloc(output, capacity);
  return output;
}

static int32_t finish(uint32_t status, const void *bytes, size_t length) {
  uint32_t head[] = {status, (uint32_t)length};
  fwrite(head, sizeof head, 1, stdout);
  fwrite(bytes, 1, length, stdout);
  return (int32_t)status;
}

int32_t vial_succeed(const uint8_t *bytes, size_t length) {
  return finish(0, bytes, length);
}

int32_t vial_fail(const char *text) {
  return finish(1, text, strlen(text));
}

int main(void) {
  uint32_t length;
  while (fread(&length, sizeof length, 1, stdin) == 1) {
    input = (struct vial_bytes){malloc(length + VIAL_PADDING), length};
    if (fread(input.data, 1, length, stdin) != length)
      return 1;
    process();
    free(input.data);
    free(output);
    output = NULL;
  }
  return 0;
}
