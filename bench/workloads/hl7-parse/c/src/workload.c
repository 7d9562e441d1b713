#include "workload.h"
#include "field.h"

enum { NAME = 3 };

struct reader {
  struct json json;
  struct encoding encoding;
  const uint8_t *at;
  const uint8_t *end; /* where there is an end of a segment, too */
  size_t segments;    /* that were read, the one here included */
  const char *error;  /* its code, once there is one */
};

static bool is_end(const uint8_t *at) {
  return *at == '\r' || *at == '\n';
}

static void skip_ends(struct reader *reader) {
  while (reader->at < reader->end && is_end(reader->at))
    reader->at++;
}

static bool is_header(const struct reader *reader) {
  return reader->end - reader->at >= NAME && __builtin_memcmp(reader->at, "MSH", NAME) == 0;
}

static bool is_name(const struct reader *reader) {
  const uint8_t *name = reader->at;
  if (reader->end - name < NAME || name[0] < 'A' || name[0] > 'Z')
    return false;
  for (size_t i = 1; i < NAME; i++)
    if (!(name[i] >= 'A' && name[i] <= 'Z') && !(name[i] >= '0' && name[i] <= '9'))
      return false;
  return is_end(name + NAME) || name[NAME] == reader->encoding.delimiters[0];
}

/* An error ends the reading as missing memory does. */
static bool fail(struct reader *reader, const char *error) {
  reader->error = error;
  return false;
}

/* Writes the fields behind a segment's name or, in a header, behind its delimiters. */
static bool write_rest(struct reader *reader, struct vial_positions *stops, const uint8_t *from) {
  reader->at = from;
  if (!is_end(from)) {
    vial_skip_positions(stops, from + 1);
    reader->at = write_fields(&reader->json, &reader->encoding, stops, from + 1);
    if (reader->at == NULL)
      return false;
  }
  JSON(&reader->json, "]");
  skip_ends(reader);
  return true;
}

static bool write_header(struct reader *reader, struct vial_positions *stops) {
  const struct encoding *encoding = &reader->encoding;
  JSON(&reader->json, "[[\"MSH\",[\"");
  json_put(&reader->json, encoding->delimiters[0]);
  JSON(&reader->json, "\"],[\"");
  for (size_t i = 1; i < encoding->count; i++)
    json_put(&reader->json, encoding->delimiters[i]);
  JSON(&reader->json, "\"]");
  return write_rest(reader, stops, reader->at + NAME + encoding->count);
}

static bool write_message(struct reader *reader) {
  if (!is_header(reader))
    return fail(reader, "header");
  if (!encoding_read(&reader->encoding, reader->at, reader->end))
    return fail(reader, "delimiters");
  struct vial_positions stops =
      vial_positions(&reader->encoding.interruptions, reader->at, reader->end + 1);
  if (!write_header(reader, &stops))
    return false;
  while (reader->at < reader->end && !is_header(reader)) {
    reader->segments++;
    if (!is_name(reader))
      return fail(reader, "segment");
    if (!json_reserve(&reader->json, 0))
      return false;
    JSON(&reader->json, ",[\"");
    json_copy(&reader->json, reader->at, NAME);
    JSON(&reader->json, "\"");
    if (!write_rest(reader, &stops, reader->at + NAME))
      return false;
  }
  JSON(&reader->json, "]");
  return true;
}

static bool write_messages(struct reader *reader) {
  if (!json_grow(&reader->json, 2 * (size_t)(reader->end - reader->at)))
    return false;
  JSON(&reader->json, "[");
  skip_ends(reader);
  for (bool is_first = true; reader->at < reader->end; is_first = false) {
    if (!json_reserve(&reader->json, 0))
      return false;
    if (!is_first)
      JSON(&reader->json, ",");
    reader->segments++;
    if (!write_message(reader))
      return false;
  }
  JSON(&reader->json, "]");
  return true;
}

/* {"error":"segment","segment":12} */
static void write_error(struct reader *reader) {
  struct json *json = &reader->json;
  json->at = json->start;
  JSON(json, "{\"error\":\"");
  for (const char *letter = reader->error; *letter != 0; letter++)
    *json->at++ = (uint8_t)*letter;
  JSON(json, "\",\"segment\":");
  size_t length = 1;
  for (size_t rest = reader->segments; rest >= 10; rest /= 10)
    length++;
  size_t rest = reader->segments;
  for (size_t i = length; i > 0; rest /= 10)
    json->at[--i] = (uint8_t)('0' + rest % 10);
  json->at += length;
  JSON(json, "}");
}

/* ISO 8859-1 to UTF-8. */
static bool from_latin_1(struct vial_bytes *text) {
  uint8_t *utf8 = vial_reserve(2 * text->length + VIAL_PADDING);
  if (utf8 == NULL)
    return false;
  uint8_t *to = utf8;
  for (size_t i = 0; i < text->length; i++) {
    uint8_t byte = text->data[i];
    if (byte >= 0x80)
      *to++ = (uint8_t)(0xC0 | byte >> 6);
    *to++ = byte < 0x80 ? byte : (uint8_t)(0x80 | (byte & 0x3F));
  }
  *text = (struct vial_bytes){utf8, (size_t)(to - utf8)};
  return true;
}

bool run(struct vial_bytes input, struct vial_bytes *output) {
  if (!vial_is_utf8(input.data, input.length) && !from_latin_1(&input))
    return false;
  input.data[input.length] = '\r';
  struct reader reader = {.at = input.data, .end = input.data + input.length};
  if (!write_messages(&reader)) {
    if (reader.error == NULL)
      return false;
    write_error(&reader);
  }
  *output = (struct vial_bytes){reader.json.start, (size_t)(reader.json.at - reader.json.start)};
  return true;
}
