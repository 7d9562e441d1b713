#include "vial_attributes.h"
#include "vial_json.h"
#include "vial_json_error.h"
#include "vial_number.h"
#include "vial_scan.h"

enum { FIRST_CAPACITY = 1024, LONGEST_ESCAPE = 6 };

void vial_json_write_begin(struct vial_json_writer *writer) {
  *writer = (struct vial_json_writer){0};
}

VIAL_COLD void vial_json_write_fail(struct vial_json_writer *writer, const char *problem) {
  if (writer->problem == NULL)
    writer->problem = problem;
  writer->limit = writer->at;
}

VIAL_SHARED static bool grow(struct vial_json_writer *writer, size_t count) {
  if (writer->problem != NULL)
    return false;
  size_t used = (size_t)(writer->at - writer->start);
  size_t capacity = used + used / 2 + FIRST_CAPACITY;
  char *start = __builtin_add_overflow(capacity, count, &capacity)
                    ? NULL
                    : vial_grow(writer->start, (size_t)(writer->limit - writer->start), capacity);
  if (start == NULL) {
    vial_json_write_fail(writer, "memory is full");
    return false;
  }
  *writer = (struct vial_json_writer){start + used, start + capacity, start, NULL};
  return true;
}

/* Makes room for `count` more bytes. False after a failure. */
static bool reserve(struct vial_json_writer *writer, size_t count) {
  return (size_t)(writer->limit - writer->at) >= count || grow(writer, count);
}

bool vial_json_write_end(struct vial_json_writer *writer, struct vial_text *json) {
  *json = (struct vial_text){writer->start, (size_t)(writer->at - writer->start)};
  return writer->problem == NULL;
}

struct vial_text vial_json_write_error(const struct vial_json_writer *writer) {
  return vial_json_error((const uint8_t *)writer->start, (const uint8_t *)writer->at,
                         (struct vial_text){0}, writer->problem);
}

int32_t vial_json_succeed(struct vial_json_writer *writer) {
  struct vial_text json;
  if (!vial_json_write_end(writer, &json))
    return vial_fail(vial_json_write_error(writer));
  return vial_succeed(json.data, json.length);
}

/* Whether nothing comes before the next item or member, so that it takes no comma. */
static bool is_first(const struct vial_json_writer *writer) {
  return writer->at == writer->start || writer->at[-1] == '{' || writer->at[-1] == '[';
}

VIAL_SHARED void vial_json_write_raw(struct vial_json_writer *writer, struct vial_text raw) {
  if (raw.length == 0 || !reserve(writer, raw.length))
    return;
  bool needless = raw.data[0] == ',' && is_first(writer);
  __builtin_memcpy(writer->at, raw.data + needless, raw.length - needless);
  writer->at += raw.length - needless;
}

void vial_json_write_comma(struct vial_json_writer *writer) {
  if (!is_first(writer) && reserve(writer, 1))
    *writer->at++ = ',';
}

VIAL_SHARED void vial_json_write_bracket(struct vial_json_writer *writer, char bracket) {
  if (reserve(writer, 1))
    *writer->at++ = bracket;
}

void vial_json_write_null(struct vial_json_writer *writer) {
  vial_json_write_raw(writer, VIAL_TEXT("null"));
}

void vial_json_write_boolean(struct vial_json_writer *writer, bool boolean) {
  vial_json_write_raw(writer, boolean ? VIAL_TEXT("true") : VIAL_TEXT("false"));
}

/* RFC 8785, section 3.2.2.2. */
static char *write_escape(char *to, uint8_t byte) {
  static const char letters[] = "btn\0fr"; /* from U+0008 on */
  *to++ = '\\';
  if (byte >= 0x20) {
    *to++ = (char)byte;
    return to;
  }
  if (byte >= '\b' && byte <= '\r' && byte != '\v') {
    *to++ = letters[byte - '\b'];
    return to;
  }
  const char digits[] = "0123456789abcdef";
  *to++ = 'u';
  *to++ = '0';
  *to++ = '0';
  *to++ = (char)('0' + (byte >> 4));
  *to++ = digits[byte & 15];
  return to;
}

/* Copies what can stand for itself, up to what cannot; returns behind it. Fewer bytes than a vector
 * has are copied in two words, which overlap. */
static const uint8_t *copy_plain(char *to, const uint8_t *from, const uint8_t *end,
                                 bool *beyond_ascii) {
  for (; end - from >= VIAL_SCAN; from += VIAL_SCAN, to += VIAL_SCAN) {
    struct vial_scan scan = vial_scan(from);
    *beyond_ascii |= scan.beyond_ascii;
    __builtin_memcpy(to, from, VIAL_SCAN);
    if (scan.special != 0)
      return from + __builtin_ctz(scan.special);
  }
  size_t length = (size_t)(end - from);
  if (length >= sizeof(uint64_t)) {
    uint64_t first;
    uint64_t last;
    __builtin_memcpy(&first, from, sizeof first);
    __builtin_memcpy(&last, end - sizeof last, sizeof last);
    if ((vial_special_in(first) | vial_special_in(last)) == 0) {
      *beyond_ascii |= vial_is_beyond_ascii(first | last);
      __builtin_memcpy(to, &first, sizeof first);
      __builtin_memcpy(to + length - sizeof last, &last, sizeof last);
      return end;
    }
  }
  for (; from < end && !vial_is_special(*from); from++) {
    *beyond_ascii |= *from >= 0x80;
    *to++ = (char)*from;
  }
  return from;
}

/* Writes the string; false when it cannot be one. */
static bool write_string(struct vial_json_writer *writer, struct vial_text text) {
  const uint8_t *from = (const uint8_t *)text.data;
  const uint8_t *end = from + text.length;
  bool beyond_ascii = false;
  const size_t slack = LONGEST_ESCAPE + 2 + VIAL_SCAN;
  if (!reserve(writer, text.length + slack))
    return true;
  *writer->at++ = '"';
  for (;;) {
    /* What is copied behind a special byte is overwritten by what follows. */
    const uint8_t *plain_end = copy_plain(writer->at, from, end, &beyond_ascii);
    writer->at += plain_end - from;
    from = plain_end;
    if (from == end)
      break;
    writer->at = write_escape(writer->at, *from++);
    if (!reserve(writer, (size_t)(end - from) + slack))
      return true;
  }
  *writer->at++ = '"';
  return !beyond_ascii || vial_is_utf8(text.data, text.length);
}

VIAL_SHARED void vial_json_write_string(struct vial_json_writer *writer, struct vial_text text) {
  size_t before = (size_t)(writer->at - writer->start);
  if (write_string(writer, text))
    return;
  writer->at = writer->start + before;
  vial_json_write_fail(writer, "expected UTF-8");
}

void vial_json_write_key(struct vial_json_writer *writer, struct vial_text key) {
  vial_json_write_comma(writer);
  vial_json_write_string(writer, key);
  if (reserve(writer, 1))
    *writer->at++ = ':';
}

VIAL_SHARED void vial_json_write_number(struct vial_json_writer *writer, double number) {
  if (!reserve(writer, VIAL_NUMBER_LENGTH))
    return;
  size_t length = vial_number_write(number, writer->at);
  writer->at += length;
  if (length == 0)
    vial_json_write_fail(writer, "expected a finite number");
}

void vial_json_write_integer(struct vial_json_writer *writer, int64_t integer) {
  const int64_t largest = ((int64_t)1 << 53) - 1;
  if (!reserve(writer, VIAL_NUMBER_LENGTH))
    return;
  if (integer < -largest || integer > largest)
    vial_json_write_fail(writer, "expected an integer that a double holds");
  else
    writer->at += vial_integer_write(integer, writer->at);
}
