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

/* Writes such a text; its separator is the last of `stops` then. False when memory does not
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

const uint8_t *write_fields(struct json *json, const struct encoding *encoding,
                            struct vial_positions *stops, const uint8_t *from) {
  struct json out = *json;
  const struct step *row = steps + FIELD_START;
  JSON(&out, ",");
  for (;;) {
    const uint8_t *stop = vial_next_position(stops);
    const uint8_t *separator =
        is_separator(encoding, stop) ? stop : separator_behind(encoding, *stops, stop);
    enum kind kind = (enum kind)encoding->kind[*separator];
    const struct step *step = row + kind + (separator == from ? EMPTY : 0);
    size_t length = (size_t)(stop - from);
    if (!json_reserve(&out, length))
      return NULL;
    JSON_PIECE(&out, step->before, step->before_length);
    if (stop == separator) {
      json_copy(&out, from, length);
    } else {
      *json = out;
      if (!write_escaped(json, encoding, stops, from, stop))
        return NULL;
      out = *json;
    }
    JSON_PIECE(&out, step->behind, step->behind_length);
    if (kind == SEGMENT_END) {
      *json = out;
      return separator;
    }
    row = step->next;
    from = separator + 1;
  }
}
