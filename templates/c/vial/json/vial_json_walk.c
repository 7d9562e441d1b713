#include "vial_attributes.h"
#include "vial_json.h"
#include "vial_json_reader.h"

enum vial_json_kind vial_json_next_kind(struct vial_json_reader *reader) {
  switch (vial_json_peek(reader)) {
  case '{':
    return VIAL_JSON_OBJECT;
  case '[':
    return VIAL_JSON_ARRAY;
  case '"':
    return VIAL_JSON_STRING;
  case 't':
  case 'f':
    return VIAL_JSON_BOOLEAN;
  case 'n':
    return VIAL_JSON_NULL;
  case '-':
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7':
  case '8':
  case '9':
    return VIAL_JSON_NUMBER;
  default:
    return VIAL_JSON_NONE;
  }
}

VIAL_SHARED static bool open_bracket(struct vial_json_reader *reader, uint8_t bracket,
                                     const char *problem) {
  if (vial_json_peek(reader) != bracket)
    return vial_json_fail(reader, problem);
  if (reader->depth == VIAL_JSON_NESTING)
    return vial_json_fail(reader, "expected at most 512 levels of arrays and objects");
  reader->depth++;
  reader->at++;
  reader->opened = true;
  return true;
}

bool vial_json_open_array(struct vial_json_reader *reader) {
  return open_bracket(reader, '[', "expected an array");
}

bool vial_json_open_object(struct vial_json_reader *reader) {
  return open_bracket(reader, '{', "expected an object");
}

/* Moves to the next item or member; false at the end, and at a failure. */
VIAL_SHARED static bool next(struct vial_json_reader *reader, uint8_t bracket,
                             const char *problem) {
  uint8_t first = vial_json_peek(reader);
  bool opened = reader->opened;
  reader->opened = false;
  if (reader->problem != NULL)
    return false;
  if (first == bracket) {
    reader->at++;
    reader->depth--;
    return false;
  }
  if (opened)
    return true;
  if (first != ',')
    return vial_json_fail(reader, problem);
  reader->at++;
  vial_json_peek(reader);
  return true;
}

bool vial_json_next_item(struct vial_json_reader *reader) {
  return next(reader, ']', "expected a comma or the end of the array");
}

/* `key` is NULL when nobody wants it. */
VIAL_SHARED static bool next_member(struct vial_json_reader *reader, struct vial_text *key) {
  if (!next(reader, '}', "expected a comma or the end of the object"))
    return false;
  if (reader->at == reader->end || *reader->at != '"')
    return vial_json_fail(reader, "expected the name of a member");
  bool escaped;
  if (key == NULL ? !vial_json_read_quoted(reader, &escaped) : !vial_json_read_text(reader, key))
    return false;
  if (vial_json_peek(reader) != ':')
    return vial_json_fail(reader, "expected a colon");
  reader->at++;
  vial_json_peek(reader);
  return true;
}

bool vial_json_next_member(struct vial_json_reader *reader, struct vial_text *key) {
  return next_member(reader, key);
}

/* Any value but an array or object. */
static bool skip_scalar(struct vial_json_reader *reader, uint8_t first) {
  bool boolean;
  bool escaped;
  double number;
  switch (first) {
  case '"':
    return vial_json_read_quoted(reader, &escaped);
  case 't':
  case 'f':
    return vial_json_read_boolean(reader, &boolean);
  case 'n':
    return vial_json_read_null(reader) || vial_json_fail(reader, "expected null");
  default:
    if (first != '-' && (uint8_t)(first - '0') > 9)
      return vial_json_fail(reader, "expected a value");
    return vial_json_read_number(reader, &number);
  }
}

VIAL_SHARED bool vial_json_skip(struct vial_json_reader *reader) {
  uint8_t is_object[VIAL_JSON_NESTING + 1];
  unsigned depth = reader->depth;
  for (;;) {
    uint8_t first = vial_json_peek(reader);
    bool opens = first == '{' || first == '[';
    if (opens ? !open_bracket(reader, first, NULL) : !skip_scalar(reader, first))
      return false;
    if (opens)
      is_object[reader->depth] = first == '{';
    do {
      if (reader->problem != NULL || reader->depth == depth)
        return reader->problem == NULL;
    } while (is_object[reader->depth] ? !next_member(reader, NULL) : !vial_json_next_item(reader));
  }
}

bool vial_json_read_any(struct vial_json_reader *reader, struct vial_text *json) {
  vial_json_peek(reader);
  const uint8_t *start = reader->at;
  if (!vial_json_skip(reader))
    return false;
  *json = (struct vial_text){(const char *)start, (size_t)(reader->at - start)};
  return true;
}

void *vial_json_reserve(struct vial_json_reader *reader, size_t size) {
  void *block = vial_json_failed(reader) ? NULL : vial_reserve(size);
  if (block == NULL)
    vial_json_fail(reader, "memory is full");
  return block;
}

VIAL_SHARED void *vial_json_more_items(struct vial_json_reader *reader, void *items,
                                       size_t *capacity, size_t item_size) {
  size_t more = *capacity + *capacity / 2 + 4;
  size_t bytes;
  void *grown = __builtin_mul_overflow(more, item_size, &bytes)
                    ? NULL
                    : vial_grow(items, *capacity * item_size, bytes);
  if (grown == NULL)
    vial_json_fail(reader, "memory is full");
  else
    *capacity = more;
  return grown;
}
