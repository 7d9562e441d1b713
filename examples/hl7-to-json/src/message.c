#include "message.h"
#include "text.h"

/* MSH-9.1 and MSH-9.2, joined by "^" whatever the component separator of the message is. */
static bool write_type(struct output *out, const struct encoding *encoding, const uint8_t *type) {
  const uint8_t *end = text_write(out, encoding, type);
  if (end == NULL)
    return false;
  while (kind_of(encoding, *end) > COMPONENT && kind_of(encoding, *end) != SEGMENT_END)
    end = encoding_skip_plain(encoding, end + 1);
  if (kind_of(encoding, *end) != COMPONENT || ends_text(encoding, end[1]))
    return true;
  return OUTPUT(out, "^") && text_write(out, encoding, end + 1) != NULL;
}

static bool write_delimiter(struct output *out, uint8_t delimiter) {
  if (delimiter == 0)
    return OUTPUT(out, "null");
  return OUTPUT(out, "\"") && text_write_literally(out, &delimiter, &delimiter + 1) &&
         OUTPUT(out, "\"");
}

static bool write_delimiters(struct output *out, const struct delimiters *delimiters) {
  return OUTPUT(out, "{\"field\":") && write_delimiter(out, delimiters->field) &&
         OUTPUT(out, ",\"component\":") && write_delimiter(out, delimiters->component) &&
         OUTPUT(out, ",\"repetition\":") && write_delimiter(out, delimiters->repetition) &&
         OUTPUT(out, ",\"escape\":") && write_delimiter(out, delimiters->escape) &&
         OUTPUT(out, ",\"subcomponent\":") && write_delimiter(out, delimiters->subcomponent) &&
         OUTPUT(out, ",\"truncation\":") && write_delimiter(out, delimiters->truncation) &&
         OUTPUT(out, "}");
}

bool message_open(struct output *out, const struct encoding *encoding,
                  const struct message_header *header) {
  return OUTPUT(out, "{\"type\":\"") && write_type(out, encoding, header->type) &&
         OUTPUT(out, "\",\"controlId\":\"") &&
         text_write(out, encoding, header->control_id) != NULL &&
         OUTPUT(out, "\",\"version\":\"") && text_write(out, encoding, header->version) != NULL &&
         OUTPUT(out, "\",\"delimiters\":") && write_delimiters(out, &encoding->delimiters) &&
         OUTPUT(out, ",\"segments\":[");
}
