#include "workload.h"
#include "email.h"
#include "number.h"
#include "vial_byte_set.h"

static uint8_t *write(uint8_t *to, const void *bytes, size_t length) {
  __builtin_memcpy(to, bytes, length);
  return to + length;
}

bool run(struct vial_bytes input, struct vial_bytes *output) {
  /* A replacement is at most one byte longer than what it replaces, the shortest address of six. */
  uint8_t *redacted = vial_reserve(input.length + input.length / 6);
  if (redacted == NULL)
    return false;
  uint8_t *to = redacted;
  struct text text = {input.data, input.data, input.data + input.length};
  input.data[input.length] = 0;
  struct vial_byte_set candidates = {0};
  vial_byte_set_add(&candidates, '@');
  for (uint8_t digit = '0'; digit <= '9'; digit++)
    vial_byte_set_add(&candidates, digit);

  struct vial_positions positions = vial_positions(&candidates, text.start, text.end);
  for (const uint8_t *at; (at = vial_next_position(&positions)) != NULL;) {
    const uint8_t *end = *at == '@' ? at + 1 : number_end(at);
    struct finding found = *at == '@' ? find_email(&text, at) : find_number(&text, at, end);
    if (found.replacement.length > 0) {
      to = write(to, text.done, (size_t)(found.start - text.done));
      to = write(to, found.replacement.data, found.replacement.length);
      text.done = found.end;
      end = found.end;
    }
    vial_skip_positions(&positions, end);
  }
  to = write(to, text.done, (size_t)(text.end - text.done));
  *output = (struct vial_bytes){redacted, (size_t)(to - redacted)};
  return true;
}
