/*
 * The hot loop. A field is an array of repetitions, a repetition an array of components, and so on;
 * [] is one in which nothing was sent. What JSON a delimiter becomes depends only on what stands
 * open before it, so a table has it ready: every byte of the input is either copied in a run of
 * plain text or looked up here.
 */
#include "segment.h"
#include "header.h"
#include "text.h"

_Static_assert(OUTPUT_SLACK >= 8 * WINDOW + 2 * BLOCK, "a byte becomes eight at most");

/* Where the parser is: at the start of a piece that is still empty, or in a text. Every delimiter
 * leads to the start of the piece it is named after. */
enum place {
  AT_FIELD = FIELD,
  AT_REPETITION = REPETITION,
  AT_COMPONENT = COMPONENT,
  AT_SUBCOMPONENT = SUBCOMPONENT,
  IN_TEXT,
  PLACES,
};

/* Stored as one word of eight bytes; the next one overwrites what is behind `length`. */
struct json {
  char text[7];
  uint8_t length;
};

#define JSON(text) {text, sizeof(text) - 1}

/* What opens a text, by the place it starts at. */
static const struct json text_starts[IN_TEXT] = {
    JSON("[[[\""),
    JSON("[[\""),
    JSON("[\""),
    JSON("\""),
};

/* What ends a piece, by place and by delimiter: the columns are FIELD, REPETITION, COMPONENT,
 * SUBCOMPONENT and SEGMENT_END. */
static const struct json piece_ends[PLACES][8] = {
    {JSON("[],"), JSON("[[],"), JSON("[[[],"), JSON("[[[\"\","), JSON("[]]")},
    {JSON("[]],"), JSON("[],"), JSON("[[],"), JSON("[[\"\","), JSON("[]]]")},
    {JSON("[]]],"), JSON("[]],"), JSON("[],"), JSON("[\"\","), JSON("[]]]]")},
    {JSON("\"\"]]],"), JSON("\"\"]],"), JSON("\"\"],"), JSON("\"\","), JSON("\"\"]]]]")},
    {JSON("\"]]],"), JSON("\"]],"), JSON("\"],"), JSON("\","), JSON("\"]]]]")},
};

static inline uint8_t *put(uint8_t *at, const struct json *json) {
  __builtin_memcpy(at, json, sizeof *json);
  return at + json->length;
}

/* Copies a run of plain text, in whole blocks: what is written behind it is overwritten later. */
static inline uint8_t *copy(uint8_t *at, const uint8_t *from, size_t length) {
  block_store(at, block_load(from));
  for (size_t i = BLOCK; i < length; i += BLOCK)
    block_store(at + i, block_load(from + i));
  return at + length;
}

/* Writes the fields from `from`, the start of one, and closes the segment. */
static const uint8_t *write_fields(struct output *out, const struct encoding *encoding,
                                   const uint8_t *from) {
  /* Held in locals: the compiler must assume that any byte stored may be one of theirs. */
  const block low = block_load(encoding->low);
  const block high = block_load(encoding->high);
  uint8_t *at = out->at;
  enum place place = AT_FIELD;
  for (;;) {
    const uint8_t *window = from;
    uint64_t stops = window_find(window, low, high);
    if (at > out->full) {
      out->at = at;
      if (!output_grow(out, OUTPUT_SLACK))
        return NULL;
      at = out->at;
    }
    for (;;) {
      const uint8_t *stop = window + window_skip(stops);
      if (stop > from) {
        if (place != IN_TEXT) {
          at = put(at, &text_starts[place]);
          place = IN_TEXT;
        }
        at = copy(at, from, (size_t)(stop - from));
        from = stop;
      }
      if (stops == 0)
        break;
      stops &= stops - 1;
      enum kind kind = kind_of(encoding, *from);
      if (kind <= SEGMENT_END) {
        at = put(at, &piece_ends[place][kind]);
        if (kind == SEGMENT_END) {
          *at++ = '}';
          out->at = at;
          return from;
        }
        place = (enum place)kind;
        from++;
        continue;
      }
      if (place != IN_TEXT) {
        at = put(at, &text_starts[place]);
        place = IN_TEXT;
      }
      out->at = at;
      from = text_write_special(out, encoding, from);
      if (from == NULL)
        return NULL;
      at = out->at;
      /* It may have read past the window and used up the room. */
      size_t read = (size_t)(from - window);
      if (read >= WINDOW || at > out->full)
        break;
      stops &= ~(uint64_t)0 << read;
    }
  }
}

static bool open_segment(struct output *out, const uint8_t *from) {
  return OUTPUT(out, "{\"id\":\"") && output_write(out, from, SEGMENT_ID) &&
         OUTPUT(out, "\",\"fields\":[");
}

const uint8_t *segment_write(struct output *out, const struct encoding *encoding,
                             const uint8_t *from) {
  if (!open_segment(out, from))
    return NULL;
  from += SEGMENT_ID;
  if (kind_of(encoding, *from) == FIELD)
    return write_fields(out, encoding, from + 1);
  return OUTPUT(out, "]}") ? from : NULL;
}

const uint8_t *segment_write_header(struct output *out, const struct encoding *encoding,
                                    const uint8_t *from) {
  const uint8_t *field_separator = from + SEGMENT_ID;
  const uint8_t *characters = field_separator + 1;
  const uint8_t *end = header_end_of_delimiters(from);
  if (!open_segment(out, from) || !OUTPUT(out, "[[[\"") ||
      !text_write_literally(out, field_separator, characters) || !OUTPUT(out, "\"]]],[[[\"") ||
      !text_write_literally(out, characters, end) || !OUTPUT(out, "\"]]]"))
    return NULL;
  if (kind_of(encoding, *end) == FIELD)
    return OUTPUT(out, ",") ? write_fields(out, encoding, end + 1) : NULL;
  return OUTPUT(out, "]}") ? end : NULL;
}
