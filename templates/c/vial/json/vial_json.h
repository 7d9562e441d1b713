/*
 * JSON in (RFC 8259) and out (RFC 8785, canonical), piece by piece and without a tree in between.
 *
 * The reader pulls values from a text it never changes. Strings without escapes are views of that
 * text; everything else that takes memory takes the call's. The first failure sticks: all reads
 * after it return false too, and vial_json_read_error says where it was and what was expected.
 *
 *     struct vial_json_reader reader;
 *     struct vial_text key, name = {0};
 *     vial_json_read_begin(&reader, input);
 *     if (vial_json_open_object(&reader))
 *       while (vial_json_next_member(&reader, &key)) {
 *         if (vial_text_equals(key, VIAL_TEXT("name")))
 *           vial_json_read_string(&reader, &name);
 *         else
 *           vial_json_skip(&reader);
 *       }
 *     if (!vial_json_read_end(&reader))
 *       return vial_fail(vial_json_read_error(&reader));
 *
 * The writer puts values one behind the other into a text that grows, with commas where they
 * belong. It fails the same way: once, and for good.
 *
 *     struct vial_json_writer writer;
 *     vial_json_write_begin(&writer);
 *     vial_json_write_bracket(&writer, '{');
 *     VIAL_JSON_KEY(&writer, "name");
 *     vial_json_write_string(&writer, name);
 *     vial_json_write_bracket(&writer, '}');
 *     return vial_json_succeed(&writer);
 */
#ifndef VIAL_JSON_H
#define VIAL_JSON_H

#include "vial.h"

/* Arrays and objects within each other; what is deeper is an error. */
enum { VIAL_JSON_NESTING = 512 };

struct vial_json_reader {
  const uint8_t *start;
  const uint8_t *at;
  const uint8_t *end;
  const char *problem;     /* what the first failure was; NULL while there is none */
  struct vial_text member; /* of the value at `at`, that the problem is about; or none */
  unsigned depth;
  bool opened; /* an array or object just started: no comma comes next */
};

/* Starts to read a text, which has to stay where it is. */
void vial_json_read_begin(struct vial_json_reader *reader, struct vial_bytes json);

/* Whether everything was read, without a failure, and nothing follows. */
bool vial_json_read_end(struct vial_json_reader *reader);

/* The first failure: a JSON pointer (RFC 6901) and what was expected there, such as "/values/2:
 * expected a number". Of the text it holds names of members, no values. */
struct vial_text vial_json_read_error(const struct vial_json_reader *reader);

static inline bool vial_json_failed(const struct vial_json_reader *reader) {
  return reader->problem != NULL;
}

/* Records a failure at the value that comes next. Always false. `problem` outlives the reader. */
bool vial_json_fail(struct vial_json_reader *reader, const char *problem);

/* Records a failure at a value just read, whose place `reader->at` was. Always false. */
bool vial_json_reject(struct vial_json_reader *reader, const uint8_t *value, const char *problem);

/* Records that a member of the object just read was not there. Always false. */
bool vial_json_fail_missing(struct vial_json_reader *reader, struct vial_text member);

enum vial_json_kind {
  VIAL_JSON_NONE, /* no value, or a failure */
  VIAL_JSON_NULL,
  VIAL_JSON_BOOLEAN,
  VIAL_JSON_NUMBER,
  VIAL_JSON_STRING,
  VIAL_JSON_ARRAY,
  VIAL_JSON_OBJECT,
};

/* What the first byte of the next value makes it, for a reader that takes several kinds. */
enum vial_json_kind vial_json_next_kind(struct vial_json_reader *reader);

/* Values. False when the next one is another kind of value, or none. */
bool vial_json_read_string(struct vial_json_reader *reader, struct vial_text *text);
bool vial_json_read_number(struct vial_json_reader *reader, double *number);
bool vial_json_read_boolean(struct vial_json_reader *reader, bool *boolean);

/* A string out of a set, as its place there. */
bool vial_json_read_choice(struct vial_json_reader *reader, const struct vial_text *choices,
                           size_t count, const char *problem, unsigned *choice);

/* A number without a fraction, however it is written: 1e2 and 100.0 are 100. The 64-bit one reads
 * what a double holds exactly, -(2^53 - 1) to 2^53 - 1. */
bool vial_json_read_int32(struct vial_json_reader *reader, int32_t *integer);
bool vial_json_read_int64(struct vial_json_reader *reader, int64_t *integer);

/* One value and no other. False when the next one is not the same. */
bool vial_json_expect_string(struct vial_json_reader *reader, struct vial_text text,
                             const char *problem);
bool vial_json_expect_number(struct vial_json_reader *reader, double number, const char *problem);
bool vial_json_expect_boolean(struct vial_json_reader *reader, bool boolean, const char *problem);

/* Reads null if that is what comes next; else does nothing and is false. */
bool vial_json_read_null(struct vial_json_reader *reader);

/* Any value as the text it stands in. */
bool vial_json_read_any(struct vial_json_reader *reader, struct vial_text *json);
bool vial_json_skip(struct vial_json_reader *reader);

/* Arrays: open, then next before each item, until it is false: at the end or at a failure. */
bool vial_json_open_array(struct vial_json_reader *reader);
bool vial_json_next_item(struct vial_json_reader *reader);

/* Objects: the same; next reads the member's name, and the value has to be read or skipped. */
bool vial_json_open_object(struct vial_json_reader *reader);
bool vial_json_next_member(struct vial_json_reader *reader, struct vial_text *key);

/* Room for a value being read. NULL when memory cannot grow so far. */
void *vial_json_reserve(struct vial_json_reader *reader, size_t size);

/* Makes room for more items of an array being read, and keeps those that it holds. `capacity`
 * starts at 0. NULL when memory cannot grow so far. */
void *vial_json_more_items(struct vial_json_reader *reader, void *items, size_t *capacity,
                           size_t item_size);

/* Sorts the members of an object, each of which starts with its key as a struct vial_text, by
 * their keys in UTF-16, as RFC 8785 demands, and keeps the last of those with the same key. Returns
 * how many are left, SIZE_MAX when memory cannot hold a copy of them. */
size_t vial_json_sort_members(void *members, size_t count, size_t member_size);

struct vial_json_writer {
  char *at;
  char *limit; /* the end of the text's memory; its start once a write failed */
  char *start;
  const char *problem;
};

/* Starts a text in the call's memory. */
void vial_json_write_begin(struct vial_json_writer *writer);

/* Ends the text. False when a write failed. */
bool vial_json_write_end(struct vial_json_writer *writer, struct vial_text *json);

/* The first failure: a JSON pointer into what was written, and what was expected there. */
struct vial_text vial_json_write_error(const struct vial_json_writer *writer);

/* Ends the call with the text, or with the error. Returns the export's result. */
int32_t vial_json_succeed(struct vial_json_writer *writer);

/* Records a failure at the value that would come next. */
void vial_json_write_fail(struct vial_json_writer *writer, const char *problem);

/* Values. A string is UTF-8 and a number finite, else the write fails. A 64-bit integer is one
 * that a double holds, -(2^53 - 1) to 2^53 - 1. */
void vial_json_write_string(struct vial_json_writer *writer, struct vial_text text);
void vial_json_write_number(struct vial_json_writer *writer, double number);
void vial_json_write_integer(struct vial_json_writer *writer, int64_t integer);
void vial_json_write_boolean(struct vial_json_writer *writer, bool boolean);
void vial_json_write_null(struct vial_json_writer *writer);

/* Any JSON text, in its canonical form. */
void vial_json_write_any(struct vial_json_writer *writer, struct vial_text json);

/* Opens or closes an array or object. */
void vial_json_write_bracket(struct vial_json_writer *writer, char bracket);

/* The comma before an item of an array, where one is needed. */
void vial_json_write_comma(struct vial_json_writer *writer);

/* A member's name, its comma and its colon. Members are written in the order of RFC 8785: by the
 * UTF-16 code units of their names. */
void vial_json_write_key(struct vial_json_writer *writer, struct vial_text key);

/* Text as it is. Its first byte is left out where it is a comma that does not belong. */
void vial_json_write_raw(struct vial_json_writer *writer, struct vial_text raw);

/* The name of a member as a string literal, in which what JSON escapes is escaped already. */
#define VIAL_JSON_KEY(writer, key) vial_json_write_raw(writer, VIAL_TEXT(",\"" key "\":"))

#endif
