#include "document.h"
#include "envelope.h"

/* Room ahead of the JSON for its start, which is known only when everything was read. */
enum { LONGEST_START = 32 };

bool document_fail(struct document *document, const char *code, const uint8_t *at,
                   const char *text) {
  document->error = (struct error){code, text, document->segments, (size_t)(at - document->input)};
  return false;
}

/* Passes on whether something succeeded; where no error is set, the output could not grow. */
static bool checked(struct document *document, bool succeeded) {
  if (succeeded || document->error.code != NULL)
    return succeeded;
  return document->out.too_long
             ? document_fail(document, "HL7-OUTPUT-SIZE", document->at,
                             "the JSON would be longer than 16 MiB")
             : document_fail(document, "HL7-MEMORY", document->at, "memory cannot hold the JSON");
}

/* The delimiters of the header segment hold from here on. */
static bool use_header(struct document *document, struct delimiters *delimiters) {
  switch (header_read_delimiters(document->at, delimiters)) {
  case HEADER_ENDS_EARLY:
    return document_fail(document, "HL7-HEADER-TRUNCATED", document->at,
                         "the header segment ends within its encoding characters");
  case HEADER_HAS_BAD_DELIMITERS:
    return document_fail(document, "HL7-DELIMITERS", document->at + SEGMENT_ID,
                         "the delimiters must be 3 to 6 different ASCII punctuation characters");
  case HEADER_IS_SOUND:
    break;
  }
  encoding_use(&document->encoding, delimiters);
  document->encoding.charset = UTF_8;
  return true;
}

/* A trailer is written with the delimiters of its header, if it has one. */
static void use_trailer(struct document *document, const struct delimiters *delimiters) {
  if (delimiters->field != 0)
    encoding_use(&document->encoding, delimiters);
  document->encoding.charset = UTF_8;
}

static bool is_alphanumeric(uint8_t byte) {
  uint8_t letter = byte | 0x20;
  return (byte >= '0' && byte <= '9') || (letter >= 'a' && letter <= 'z');
}

static bool check_id(struct document *document) {
  const uint8_t *id = document->at;
  if (is_alphanumeric(id[0]) && is_alphanumeric(id[1]) && is_alphanumeric(id[2])) {
    enum kind kind = kind_of(&document->encoding, id[SEGMENT_ID]);
    if (kind == FIELD || kind == SEGMENT_END)
      return true;
  }
  return document_fail(document, "HL7-SEGMENT-ID", id,
                       "a segment starts with three letters or digits and the field separator");
}

/* Compares the count in the first field of a trailer, where it is sent, with what was read. */
static bool check_count(struct document *document, size_t expected, const char *text) {
  const struct encoding *encoding = &document->encoding;
  const uint8_t *at = document->at + SEGMENT_ID;
  if (kind_of(encoding, *at) == SEGMENT_END || ends_text(encoding, at[1]))
    return true;
  size_t count = 0;
  for (at++; *at >= '0' && *at <= '9' && count <= expected; at++)
    count = count * 10 + (size_t)(*at - '0');
  if (ends_text(encoding, *at) && count == expected)
    return true;
  return document_fail(document, "HL7-BATCH-COUNT", document->at + SEGMENT_ID + 1, text);
}

static bool add_file_header(struct document *document) {
  if (document->in_file)
    return document_fail(document, "HL7-BATCH-ORDER", document->at,
                         "FHS can only be the first segment");
  return use_header(document, &document->file_delimiters) && envelope_open_file(document, PRESENT);
}

static bool add_batch_header(struct document *document) {
  return use_header(document, &document->batch_delimiters) &&
         envelope_open_batch(document, PRESENT);
}

static bool add_message_header(struct document *document) {
  struct delimiters delimiters;
  if (!use_header(document, &delimiters))
    return false;
  struct message_header header = header_find_fields(&document->encoding, document->at);
  if (!encoding_find_charset(&document->encoding, header.charset))
    return document_fail(document, "HL7-CHARSET", header.charset,
                         "MSH-18 must be ASCII, UNICODE UTF-8, 8859/1, 8859/15 or empty");
  return envelope_open_message(document, &header);
}

static bool add_batch_trailer(struct document *document) {
  use_trailer(document, &document->batch_delimiters);
  document->batch_delimiters = (struct delimiters){0};
  if (!document->in_batch && !envelope_open_batch(document, ABSENT))
    return false;
  return check_id(document) &&
         check_count(document, document->batch_messages,
                     "BTS-1 is not the number of messages in the batch") &&
         envelope_close_batch(document, PRESENT);
}

static bool add_file_trailer(struct document *document) {
  use_trailer(document, &document->file_delimiters);
  if (!envelope_close_batch(document, ABSENT) || !check_id(document))
    return false;
  if (!document->has_undelimited_batch &&
      !check_count(document, document->batches, "FTS-1 is not the number of batches in the file"))
    return false;
  document->ended = true;
  return envelope_close_file(document, PRESENT);
}

static bool add_message_segment(struct document *document) {
  if (!document->in_message)
    return document_fail(document, "HL7-NO-HEADER", document->at,
                         "a segment stands outside a message, no MSH is before it");
  return check_id(document) && envelope_add_segment(document);
}

#define NAME(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

static bool add_segment(struct document *document) {
  const uint8_t *id = document->at;
  if (document->ended)
    return document_fail(document, "HL7-BATCH-ORDER", id, "nothing can follow FTS");
  uint32_t name = NAME(id[0], id[1], id[2]);
  if (name == NAME('M', 'S', 'H'))
    return add_message_header(document);
  if (name == NAME('B', 'H', 'S'))
    return add_batch_header(document);
  if (name == NAME('F', 'H', 'S'))
    return add_file_header(document);
  if (document->in_file && name == NAME('B', 'T', 'S'))
    return add_batch_trailer(document);
  if (document->in_file && name == NAME('F', 'T', 'S'))
    return add_file_trailer(document);
  return add_message_segment(document);
}

/* JSON of ordinary messages is two to three times as long as its input. */
bool document_open(struct document *document, struct vial_bytes input) {
  *document = (struct document){.input = input.data, .at = input.data};
  if (!checked(document, output_open(&document->out, 2 * input.length)))
    return false;
  document->out.at += LONGEST_START;
  return true;
}

bool document_add(struct document *document, const uint8_t *from, const uint8_t *end) {
  document->at = from;
  while (document->at < end) {
    if (*document->at == '\r' || *document->at == '\n') {
      document->at++;
      continue;
    }
    document->segments++;
    if (!checked(document, add_segment(document)))
      return false;
  }
  return true;
}

bool document_end_message(struct document *document) {
  return checked(document, envelope_close_message(document));
}

struct literal {
  const char *text;
  size_t length;
};

#define LITERAL(text) ((struct literal){text, sizeof(text) - 1})

/* How the JSON of a document starts: with the smallest thing that holds the input. */
static struct literal start_of(const struct document *document) {
  if (document->has_file_segment || document->batches != 1)
    return LITERAL("{\"format\":\"file\",");
  if (document->has_batch_segment || document->messages != 1)
    return LITERAL("{\"format\":\"batch\",");
  return LITERAL("{\"format\":\"message\",");
}

bool document_close(struct document *document, struct vial_bytes *json) {
  if (!document->in_file)
    return document_fail(document, "HL7-EMPTY", document->input, "the input holds no segment");
  if (!document->ended && !checked(document, envelope_close_file(document, ABSENT)))
    return false;
  struct literal start = start_of(document);
  json->data = document->out.start + LONGEST_START - start.length;
  json->length = (size_t)(document->out.at - json->data);
  __builtin_memcpy(json->data, start.text, start.length);
  document->out.too_long = json->length > OUTPUT_LIMIT;
  return checked(document, !document->out.too_long);
}
