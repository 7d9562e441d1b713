#include "vial_attributes.h"
#include "vial_json.h"
#include "vial_json_error.h"
#include "vial_json_reader.h"
#include "vial_json_string.h"
#include "vial_number.h"
#include "vial_scan.h"

static const double LARGEST_INTEGER = 0x1p53 - 1;

VIAL_COLD bool vial_json_fail(struct vial_json_reader *reader, const char *problem) {
  if (reader->problem == NULL)
    reader->problem = problem;
  return false;
}

VIAL_COLD bool vial_json_reject(struct vial_json_reader *reader, const uint8_t *value,
                                const char *problem) {
  if (reader->problem == NULL)
    reader->at = value;
  return vial_json_fail(reader, problem);
}

VIAL_COLD bool vial_json_fail_missing(struct vial_json_reader *reader, struct vial_text member) {
  if (reader->problem != NULL)
    return false;
  reader->at--; /* back into the object */
  reader->member = member;
  return vial_json_fail(reader, "expected a value");
}

struct vial_text vial_json_read_error(const struct vial_json_reader *reader) {
  return vial_json_error(reader->start, reader->at, reader->member, reader->problem);
}

void vial_json_read_begin(struct vial_json_reader *reader, struct vial_bytes json) {
  *reader = (struct vial_json_reader){
      .start = json.data, .at = json.data, .end = json.data + json.length};
}

VIAL_SHARED uint8_t vial_json_skip_space(struct vial_json_reader *reader) {
  const uint8_t *at = reader->at;
  if (reader->problem != NULL)
    return 0;
  while (at < reader->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  reader->at = at;
  return at < reader->end ? *at : 0;
}

bool vial_json_read_end(struct vial_json_reader *reader) {
  vial_json_peek(reader);
  if (reader->at != reader->end)
    vial_json_fail(reader, "expected the end of the text");
  return reader->problem == NULL;
}

/* Any string. Apart from short ones, because a function that calls others keeps its state on the
 * stack in WebAssembly. */
VIAL_SHARED static bool read_any_quoted(struct vial_json_reader *reader, bool *escaped) {
  const uint8_t *start = reader->at + 1;
  const uint8_t *at = start;
  bool beyond_ascii = false;
  *escaped = false;
  for (;;) {
    while (reader->end - at >= VIAL_SCAN) {
      struct vial_scan scan = vial_scan(at);
      beyond_ascii |= scan.beyond_ascii;
      if (scan.special != 0) {
        at += __builtin_ctz(scan.special);
        break;
      }
      at += VIAL_SCAN;
    }
    for (; at < reader->end && !vial_is_special(*at); at++)
      beyond_ascii |= *at >= 0x80;
    if (at == reader->end)
      return vial_json_fail(reader, "expected the end of the string");
    if (*at == '"')
      break;
    uint32_t code_point;
    size_t length = *at == '\\' ? vial_json_escape(at, reader->end, &code_point) : 0;
    if (length == 0)
      return vial_json_fail(reader, "expected a string without control characters and with "
                                    "escape sequences of JSON");
    *escaped = true;
    at += length;
  }
  if (beyond_ascii && !vial_is_utf8(start, (size_t)(at - start)))
    return vial_json_fail(reader, "expected UTF-8");
  reader->at = at + 1;
  return true;
}

bool vial_json_read_quoted(struct vial_json_reader *reader, bool *escaped) {
  const uint8_t *at = reader->at + 1;
  if (reader->end - at >= VIAL_SCAN) {
    struct vial_scan scan = vial_scan(at);
    at += scan.special == 0 ? 0 : __builtin_ctz(scan.special);
    if (*at == '"' && !scan.beyond_ascii) {
      reader->at = at + 1;
      *escaped = false;
      return true;
    }
  }
  return read_any_quoted(reader, escaped);
}

VIAL_SHARED bool vial_json_read_text(struct vial_json_reader *reader, struct vial_text *text) {
  const uint8_t *start = reader->at + 1;
  bool escaped;
  if (!vial_json_read_quoted(reader, &escaped))
    return false;
  const uint8_t *end = reader->at - 1;
  *text = (struct vial_text){(const char *)start, (size_t)(end - start)};
  if (!escaped)
    return true;
  char *room = vial_reserve(text->length);
  if (room == NULL)
    return vial_json_fail(reader, "memory is full");
  *text = vial_json_unescape(start, end, room);
  return true;
}

VIAL_SHARED bool vial_json_read_string(struct vial_json_reader *reader, struct vial_text *text) {
  if (vial_json_peek(reader) != '"')
    return vial_json_fail(reader, "expected a string");
  return vial_json_read_text(reader, text);
}

VIAL_SHARED bool vial_json_read_choice(struct vial_json_reader *reader,
                                       const struct vial_text *choices, size_t count,
                                       const char *problem, unsigned *choice) {
  struct vial_text text;
  vial_json_peek(reader);
  const uint8_t *start = reader->at;
  if (!vial_json_read_string(reader, &text))
    return false;
  for (*choice = 0; *choice < count; ++*choice)
    if (vial_text_equals(text, choices[*choice]))
      return true;
  return vial_json_reject(reader, start, problem);
}

VIAL_SHARED bool vial_json_read_number(struct vial_json_reader *reader, double *number) {
  vial_json_peek(reader);
  if (reader->problem != NULL)
    return false;
  switch (vial_number_read(&reader->at, reader->end, number)) {
  case VIAL_NUMBER_OK:
    return true;
  case VIAL_NUMBER_TOO_LARGE:
    return vial_json_fail(reader, "expected a number within binary64");
  default:
    return vial_json_fail(reader, "expected a number");
  }
}

VIAL_SHARED static bool read_integer(struct vial_json_reader *reader, double lowest, double highest,
                                     const char *problem, int64_t *integer) {
  vial_json_peek(reader);
  const uint8_t *start = reader->at;
  double number;
  if (reader->problem != NULL)
    return false;
  if (vial_number_read(&reader->at, reader->end, &number) == VIAL_NUMBER_OK && number >= lowest &&
      number <= highest) {
    *integer = (int64_t)number;
    if ((double)*integer == number)
      return true;
  }
  return vial_json_reject(reader, start, problem);
}

bool vial_json_read_int32(struct vial_json_reader *reader, int32_t *integer) {
  int64_t value = 0;
  bool read = read_integer(reader, INT32_MIN, INT32_MAX, "expected an integer", &value);
  *integer = (int32_t)value;
  return read;
}

bool vial_json_read_int64(struct vial_json_reader *reader, int64_t *integer) {
  return read_integer(reader, -LARGEST_INTEGER, LARGEST_INTEGER, "expected an integer", integer);
}

/* Moves behind a word if it stands here. */
static bool read_word(struct vial_json_reader *reader, struct vial_text word) {
  if ((size_t)(reader->end - reader->at) < word.length ||
      __builtin_memcmp(reader->at, word.data, word.length) != 0)
    return false;
  reader->at += word.length;
  return true;
}

bool vial_json_read_boolean(struct vial_json_reader *reader, bool *boolean) {
  uint8_t first = vial_json_peek(reader);
  *boolean = first == 't';
  if ((first == 't' && read_word(reader, VIAL_TEXT("true"))) ||
      (first == 'f' && read_word(reader, VIAL_TEXT("false"))))
    return true;
  return vial_json_fail(reader, "expected true or false");
}

bool vial_json_expect_string(struct vial_json_reader *reader, struct vial_text text,
                             const char *problem) {
  unsigned choice;
  return vial_json_read_choice(reader, &text, 1, problem, &choice);
}

bool vial_json_expect_number(struct vial_json_reader *reader, double number, const char *problem) {
  vial_json_peek(reader);
  const uint8_t *start = reader->at;
  double value;
  if (!vial_json_read_number(reader, &value))
    return false;
  return value == number || vial_json_reject(reader, start, problem);
}

bool vial_json_expect_boolean(struct vial_json_reader *reader, bool boolean, const char *problem) {
  vial_json_peek(reader);
  const uint8_t *start = reader->at;
  bool value;
  if (!vial_json_read_boolean(reader, &value))
    return false;
  return value == boolean || vial_json_reject(reader, start, problem);
}

bool vial_json_read_null(struct vial_json_reader *reader) {
  return vial_json_peek(reader) == 'n' && read_word(reader, VIAL_TEXT("null"));
}
