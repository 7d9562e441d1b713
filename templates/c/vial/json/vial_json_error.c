#include "vial_json_error.h"
#include "vial_attributes.h"
#include "vial_json.h"
#include "vial_json_string.h"

enum { LONGEST_POINTER = 384, LONGEST_ERROR = 640 };

struct line {
  char text[LONGEST_ERROR];
  size_t length;
};

/* An array or object that is open. */
struct level {
  const uint8_t *key; /* of the member at hand, at its quote; NULL before it */
  size_t index;       /* of the item at hand */
  bool is_array;
};

static const uint8_t *string_end(const uint8_t *at, const uint8_t *end) {
  for (at++; at < end && *at != '"'; at++)
    at += *at == '\\';
  return at < end ? at : end;
}

VIAL_COLD static void append(struct line *line, const char *text, size_t length) {
  VIAL_SHORT_LOOP
  for (size_t i = 0; i < length && line->length < LONGEST_ERROR; i++)
    line->text[line->length++] = text[i];
}

/* RFC 6901, section 3. False when the pointer has become too long. */
VIAL_COLD static bool append_segment(struct line *line, struct vial_text name) {
  size_t length = 1;
  VIAL_SHORT_LOOP
  for (size_t i = 0; i < name.length && length < LONGEST_POINTER; i++)
    length += name.data[i] == '/' || name.data[i] == '~' ? 2 : 1;
  if (length > LONGEST_POINTER - line->length) {
    append(line, "/\u2026", sizeof "/\u2026" - 1);
    return false;
  }
  append(line, "/", 1);
  VIAL_SHORT_LOOP
  for (size_t i = 0; i < name.length; i++) {
    if (name.data[i] == '/')
      append(line, "~1", 2);
    else if (name.data[i] == '~')
      append(line, "~0", 2);
    else
      append(line, name.data + i, 1);
  }
  return true;
}

VIAL_COLD static bool append_level(struct line *line, const struct level *level,
                                   const uint8_t *at) {
  if (level->is_array) {
    char digits[20];
    char *first = digits + sizeof digits;
    size_t index = level->index;
    VIAL_SHORT_LOOP
    do {
      *--first = (char)('0' + index % 10);
      index /= 10;
    } while (index != 0);
    return append_segment(line, (struct vial_text){first, (size_t)(digits + 20 - first)});
  }
  if (level->key == NULL)
    return false;
  const uint8_t *end = string_end(level->key, at);
  char *name = vial_reserve((size_t)(end - level->key));
  return name != NULL && append_segment(line, vial_json_unescape(level->key + 1, end, name));
}

/* The arrays and objects that are open at `at`, but for the innermost one where it is meant as a
 * whole, and not one of its items or members. None where the text was never JSON. */
VIAL_COLD static size_t open_levels(struct level *levels, const uint8_t *start, const uint8_t *at) {
  size_t depth = 0;
  bool inside = true;
  for (const uint8_t *now = start; now < at; now++) {
    struct level *top = depth > 0 ? &levels[depth - 1] : NULL;
    switch (*now) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      break;
    case '[':
    case '{':
      if (depth == VIAL_JSON_NESTING)
        return 0;
      levels[depth++] = (struct level){.is_array = *now == '['};
      inside = *now == '[';
      break;
    case ']':
    case '}':
      depth -= top != NULL;
      inside = false;
      break;
    case ':':
      inside = true;
      break;
    case ',':
      if (top == NULL)
        return 0;
      top->index++;
      top->key = NULL;
      inside = top->is_array;
      break;
    case '"':
      if (top != NULL && !top->is_array && top->key == NULL)
        top->key = now;
      now = string_end(now, at);
      inside = false;
      break;
    default:
      inside = false;
    }
  }
  return inside || depth == 0 ? depth : depth - 1;
}

VIAL_COLD struct vial_text vial_json_error(const uint8_t *start, const uint8_t *at,
                                           struct vial_text member, const char *problem) {
  static struct line line;
  line.length = 0;
  struct level *levels = vial_reserve(VIAL_JSON_NESTING * sizeof *levels);
  size_t depth = levels == NULL ? 0 : open_levels(levels, start, at);
  bool complete = true;
  for (size_t i = 0; i < depth && complete; i++)
    complete = append_level(&line, &levels[i], at);
  if (complete && member.data != NULL)
    append_segment(&line, member);
  append(&line, ": ", 2);
  append(&line, problem, __builtin_strlen(problem));
  return (struct vial_text){line.text, line.length};
}
