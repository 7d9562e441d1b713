/*
 * JSON texts into their canonical form, for json.test.mjs. Each comes as a length of 32 bits and
 * that many bytes, and goes the same way after 32 bits of status: 0, or 1 before an error.
 */
#include "../json/vial_json.h"
#include "../native/vial_native.h"
#include <stdio.h>
#include <stdlib.h>

static int32_t canonical(void) {
  struct vial_bytes input;
  struct vial_json_reader reader;
  struct vial_json_writer writer;
  struct vial_text text;
  if (!vial_read_input(&input))
    return vial_fail(VIAL_TEXT("memory is full"));
  vial_json_read_begin(&reader, input);
  vial_json_read_any(&reader, &text);
  if (!vial_json_read_end(&reader))
    return vial_fail(vial_json_read_error(&reader));
  vial_json_write_begin(&writer);
  vial_json_write_any(&writer, text);
  return vial_json_succeed(&writer);
}

int main(void) {
  uint32_t length;
  while (fread(&length, sizeof length, 1, stdin) == 1) {
    uint8_t *input = malloc(length + 1);
    if (fread(input, 1, length, stdin) != length)
      return 1;
    struct vial_native_result result = vial_native_call(canonical, input, length);
    struct vial_text text = result.status == 0 ? result.output : result.error;
    uint32_t head[] = {(uint32_t)result.status, (uint32_t)text.length};
    fwrite(head, sizeof head, 1, stdout);
    fwrite(text.data, 1, text.length, stdout);
    free(input);
  }
  return 0;
}
