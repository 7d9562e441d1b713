#include "field.h"

/* Where a text starts: the row of `steps` that says what is written around it. */
enum place {
  FIELD_START = 0,
  REPETITION_START = KINDS,
  COMPONENTS = 2 * KINDS,
  SUBCOMPONENTS = 3 * KINDS,
  PLACES = 4 * KINDS
};

/* What is written before and behind a text, and the row of the next one. */
struct step {
  const struct step *next;
  char before[4];
  char behind[6];
  uint8_t before_length;
  uint8_t behind_length;
};

static const struct step steps[PLACES];

#define STEP(before, behind, next)                                                                 \
  {steps + (next), before, behind, sizeof(before) - 1, sizeof(behind) - 1}

/* Behind a text of any length, none included. */
#define ANY(column) (column)...(column) + EMPTY

/* By the place of a text and the separator behind it: a table has no branches to foresee, and no
 * text is written before it is known what goes around it. */
/* clang-format off */
static const struct step steps[PLACES] = {
    [FIELD_START + FIELD]                = STEP("[\"", "\"],", FIELD_START),
    [FIELD_START + FIELD + EMPTY]        = STEP("[", "],", FIELD_START),
    [ANY(FIELD_START + COMPONENT)]       = STEP("[[\"", "\",", COMPONENTS),
    [ANY(FIELD_START + REPETITION)]      = STEP("[\"", "\",", REPETITION_START),
    [ANY(FIELD_START + SUBCOMPONENT)]    = STEP("[[[\"", "\",", SUBCOMPONENTS),
    [FIELD_START + SEGMENT_END]          = STEP("[\"", "\"]", FIELD_START),
    [FIELD_START + SEGMENT_END + EMPTY]  = STEP("[", "]", FIELD_START),

    [ANY(REPETITION_START + FIELD)]        = STEP("\"", "\"],", FIELD_START),
    [ANY(REPETITION_START + COMPONENT)]    = STEP("[\"", "\",", COMPONENTS),
    [ANY(REPETITION_START + REPETITION)]   = STEP("\"", "\",", REPETITION_START),
    [ANY(REPETITION_START + SUBCOMPONENT)] = STEP("[[\"", "\",", SUBCOMPONENTS),
    [ANY(REPETITION_START + SEGMENT_END)]  = STEP("\"", "\"]", FIELD_START),

    [ANY(COMPONENTS + FIELD)]        = STEP("\"", "\"]],", FIELD_START),
    [ANY(COMPONENTS + COMPONENT)]    = STEP("\"", "\",", COMPONENTS),
    [ANY(COMPONENTS + REPETITION)]   = STEP("\"", "\"],", REPETITION_START),
    [ANY(COMPONENTS + SUBCOMPONENT)] = STEP("[\"", "\",", SUBCOMPONENTS),
    [ANY(COMPONENTS + SEGMENT_END)]  = STEP("\"", "\"]]", FIELD_START),

    [ANY(SUBCOMPONENTS + FIELD)]        = STEP("\"", "\"]]],", FIELD_START),
    [ANY(SUBCOMPONENTS + COMPONENT)]    = STEP("\"", "\"],", COMPONENTS),
    [ANY(SUBCOMPONENTS + REPETITION)]   = STEP("\"", "\"]],", REPETITION_START),
    [ANY(SUBCOMPONENTS + SUBCOMPONENT)] = STEP("\"", "\",", SUBCOMPONENTS),
    [ANY(SUBCOMPONENTS + SEGMENT_END)]  = STEP("\"", "\"]]]", FIELD_START),
};
/* clang-format on */

static inline bool is_separator(const struct encoding *encoding, const uint8_t *stop) {
  return encoding->kind[*stop] >= FIELD;
}

/* The separator behind a text with characters that have a meaning, of which `stop` is the first. */
static const uint8_t *separator_behind(const struct encoding *encoding, struct vial_positions stops,
                                       const uint8_t *stop) {
  while (!is_separator(encoding, stop))
    stop = vial_next_position(&stops);
  return stop;
}

/* Writes such a text, or any; its separator is the last of `stops` then. False when memory does not
 * suffice. */
static bool write_escaped(struct json *json, const struct encoding *encoding,
                          struct vial_positions *stops, const uint8_t *from, const uint8_t *stop) {
  const uint8_t *literal = NULL; /* the end of an escape sequence that stays as it came */
  for (;;) {
    size_t length = (size_t)(stop - from);
    if (!json_reserve(json, length))
      return false;
    json_copy(json, from, length);
    if (is_separator(encoding, stop))
      return true;
    from = stop + 1;
    uint8_t meaning = 0;
    if (encoding->kind[*stop] == ESCAPE && stop != literal) {
      literal = encoding_sequence_end(encoding, stop, stops->end);
      meaning = literal == NULL ? 0 : encoding_meaning(encoding, stop, literal);
    }
    if (meaning != 0) {
      from = literal + 1;
      vial_next_position(stops); /* the closing character */
    }
    json_put(json, meaning != 0 ? meaning : *stop);
    stop = vial_next_position(stops);
  }
}

/* The text that comes next. */
struct text {
  const uint8_t *from;
  const struct step *row;
};

/* Writes texts to the segment's end, but none that has characters with a meaning or that there may
 * be no room for: a loop that calls nothing keeps its state in registers. Returns the last stop;
 * where that is not behind its start, `text` was not written. */
static inline const uint8_t *write_plain(struct json *json, const struct encoding *encoding,
                                         struct vial_positions *stops, struct text *text) {
  struct json out = *json;
  struct vial_positions next = *stops;
  const uint8_t *from = text->from;
  const struct step *row = text->row;
  const uint8_t *stop;
  enum kind kind;
  do {
    stop = vial_next_position(&next);
    kind = (enum kind)encoding->kind[*stop];
    size_t length = (size_t)(stop - from);
    if (kind < FIELD || !json_has_room(&out, length))
      break;
    const struct step *step = row + kind + (length == 0 ? EMPTY : 0);
    JSON_PIECE(&out, step->before, step->before_length);
    json_copy(&out, from, length);
    JSON_PIECE(&out, step->behind, step->behind_length);
    row = step->next;
    from = stop + 1;
  } while (kind != SEGMENT_END);
  *json = out;
  *stops = next;
  *text = (struct text){from, row};
  return stop;
}

/* Writes any text, of whose stops the first is given. Returns its separator; NULL when memory does
 * not suffice. */
static const uint8_t *write_any(struct json *json, const struct encoding *encoding,
                                struct vial_positions *stops, struct text *text,
                                const uint8_t *stop) {
  const uint8_t *separator = separator_behind(encoding, *stops, stop);
  bool is_empty = separator == text->from;
  const struct step *step = text->row + encoding->kind[*separator] + (is_empty ? EMPTY : 0);
  if (!json_reserve(json, 0))
    return NULL;
  JSON_PIECE(json, step->before, step->before_length);
  if (!write_escaped(json, encoding, stops, text->from, stop))
    return NULL;
  JSON_PIECE(json, step->behind, step->behind_length);
  *text = (struct text){separator + 1, step->next};
  return separator;
}

const uint8_t *write_fields(struct json *json, const struct encoding *encoding,
                            struct vial_positions *stops, const uint8_t *from) {
  struct text text = {from, steps + FIELD_START};
  const uint8_t *stop;
  JSON(json, ",");
  do {
    stop = write_plain(json, encoding, stops, &text);
    if (text.from <= stop)
      stop = write_any(json, encoding, stops, &text, stop);
  } while (stop != NULL && encoding->kind[*stop] != SEGMENT_END);
  return stop;
}
