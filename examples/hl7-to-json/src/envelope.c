#include "envelope.h"
#include "message.h"
#include "segment.h"

static bool write_with(struct document *document, enum presence presence,
                       const uint8_t *(*write)(struct output *, const struct encoding *,
                                               const uint8_t *)) {
  if (presence == ABSENT)
    return OUTPUT(&document->out, "null");
  const uint8_t *next = write(&document->out, &document->encoding, document->at);
  if (next == NULL)
    return false;
  document->at = next;
  return true;
}

/* A comma between the members of an array. */
static bool separate(struct document *document, size_t members_before) {
  return members_before == 0 || OUTPUT(&document->out, ",");
}

bool envelope_open_file(struct document *document, enum presence header) {
  document->in_file = true;
  document->has_file_segment = header == PRESENT;
  return OUTPUT(&document->out, "\"header\":") &&
         write_with(document, header, segment_write_header) &&
         OUTPUT(&document->out, ",\"batches\":[");
}

bool envelope_open_batch(struct document *document, enum presence header) {
  if (!document->in_file && !envelope_open_file(document, ABSENT))
    return false;
  if (!envelope_close_batch(document, ABSENT) || !separate(document, document->batches))
    return false;
  document->in_batch = true;
  document->batches++;
  document->batch_messages = 0;
  document->batch_has_segment = header == PRESENT;
  return OUTPUT(&document->out, "{\"header\":") &&
         write_with(document, header, segment_write_header) &&
         OUTPUT(&document->out, ",\"messages\":[");
}

bool envelope_open_message(struct document *document, const struct message_header *header) {
  if (!document->in_batch && !envelope_open_batch(document, ABSENT))
    return false;
  if (!envelope_close_message(document) || !separate(document, document->batch_messages))
    return false;
  document->in_message = true;
  document->messages++;
  document->batch_messages++;
  return message_open(&document->out, &document->encoding, header) &&
         write_with(document, PRESENT, segment_write_header);
}

bool envelope_add_segment(struct document *document) {
  return OUTPUT(&document->out, ",") && write_with(document, PRESENT, segment_write);
}

bool envelope_close_message(struct document *document) {
  if (!document->in_message)
    return true;
  document->in_message = false;
  return OUTPUT(&document->out, "]}");
}

bool envelope_close_batch(struct document *document, enum presence trailer) {
  if (!document->in_batch)
    return true;
  document->in_batch = false;
  document->batch_has_segment |= trailer == PRESENT;
  document->has_batch_segment |= document->batch_has_segment;
  document->has_undelimited_batch |= !document->batch_has_segment;
  return envelope_close_message(document) && OUTPUT(&document->out, "],\"trailer\":") &&
         write_with(document, trailer, segment_write) && OUTPUT(&document->out, "}");
}

bool envelope_close_file(struct document *document, enum presence trailer) {
  document->has_file_segment |= trailer == PRESENT;
  return envelope_close_batch(document, ABSENT) && OUTPUT(&document->out, "],\"trailer\":") &&
         write_with(document, trailer, segment_write) && OUTPUT(&document->out, "}");
}
