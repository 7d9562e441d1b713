#include "framing.h"
#include "block.h"

_Static_assert(VIAL_PADDING >= WINDOW, "a window may start on the input's last byte");

enum { START_BLOCK = 0x0B, END_BLOCK = 0x1C };

static uint8_t *skip_byte_order_mark(uint8_t *from, const uint8_t *end) {
  bool marked = end - from >= 3 && from[0] == 0xEF && from[1] == 0xBB && from[2] == 0xBF;
  return marked ? from + 3 : from;
}

static uint8_t *skip_line_ends(uint8_t *from, const uint8_t *end) {
  while (from < end && (*from == '\r' || *from == '\n'))
    from++;
  return from;
}

/* The next START_BLOCK or END_BLOCK; there is one. */
static uint8_t *next_framing_byte(uint8_t *from) {
  static const uint8_t low[BLOCK] = {[START_BLOCK & 15] = 1, [END_BLOCK & 15] = 2};
  static const uint8_t high[BLOCK] = {[START_BLOCK >> 4] = 1, [END_BLOCK >> 4] = 2};
  for (;;) {
    uint64_t found = window_find(from, block_load(low), block_load(high));
    from += window_skip(found);
    if (found != 0)
      return from;
  }
}

static bool fail(struct document *document, const uint8_t *at, const char *text) {
  document_fail(document, "HL7-FRAME", at, text);
  document->error.segment = 0;
  return false;
}

bool framing_add(struct document *document, struct vial_bytes input) {
  uint8_t *end = input.data + input.length;
  uint8_t *from = skip_byte_order_mark(input.data, end);
  uint8_t *frame = skip_line_ends(from, end);
  if (frame == end || *frame != START_BLOCK) {
    *end = '\r';
    return document_add(document, from, end);
  }
  *end = END_BLOCK;
  for (; frame < end; frame = skip_line_ends(frame, end)) {
    if (*frame != START_BLOCK)
      return fail(document, frame, "only frames can stand where the first one started");
    uint8_t *closing = next_framing_byte(frame + 1);
    if (closing == end || *closing != END_BLOCK)
      return fail(document, frame,
                  "the frame has no end: 0x0B or the input's end comes before 0x1C");
    *closing = '\r';
    if (!document_end_message(document) ||
        !document_add(document, skip_byte_order_mark(frame + 1, closing), closing))
      return false;
    frame = closing + 1;
  }
  return true;
}
