#include "field.h"

/* A field as it is written: as if it were a string, until a separator says that there is more to
 * it. Places are offsets from the start of the JSON. */
struct field {
  size_t start;
  size_t repetition;
  size_t component;
  bool has_components;
  bool has_subcomponents;
};

static inline size_t offset(const struct json *json) {
  return (size_t)(json->at - json->start);
}

static inline struct field begin_field(struct json *json) {
  JSON(json, ",[\"");
  size_t start = offset(json) - 1;
  return (struct field){start, start, start, false, false};
}

static inline void close_repetition(struct json *json, const struct field *field) {
  *json->at++ = '"';
  if (field->has_subcomponents)
    *json->at++ = ']';
  if (field->has_components)
    *json->at++ = ']';
}

static inline void end_field(struct json *json, const struct field *field) {
  if (offset(json) == field->start + 1)
    json->at--;
  else
    close_repetition(json, field);
  *json->at++ = ']';
}

static inline void next_repetition(struct json *json, struct field *field) {
  close_repetition(json, field);
  JSON(json, ",\"");
  size_t start = offset(json) - 1;
  *field = (struct field){field->start, start, start, false, false};
}

static inline void make_components(struct json *json, struct field *field) {
  if (field->has_components)
    return;
  json_insert_bracket(json, field->repetition);
  field->component++;
  field->has_components = true;
}

static inline void next_component(struct json *json, struct field *field) {
  make_components(json, field);
  if (field->has_subcomponents)
    JSON(json, "\"],\"");
  else
    JSON(json, "\",\"");
  field->has_subcomponents = false;
  field->component = offset(json) - 1;
}

static inline void next_subcomponent(struct json *json, struct field *field) {
  make_components(json, field);
  if (!field->has_subcomponents)
    json_insert_bracket(json, field->component);
  field->has_subcomponents = true;
  JSON(json, "\",\"");
}

const uint8_t *write_fields(struct json *json, const struct encoding *encoding,
                            struct vial_positions *stops, const uint8_t *from) {
  struct json out = *json;
  struct field field = begin_field(&out);
  const uint8_t *literal = NULL; /* the end of an escape sequence that stays as it came */
  for (;;) {
    const uint8_t *stop = vial_next_position(stops);
    if (stop == NULL)
      stop = stops->end;
    size_t length = (size_t)(stop - from);
    if (!json_reserve(&out, length))
      return NULL;
    json_copy(&out, from, length);
    from = stop + 1;
    enum kind kind = stop == stops->end ? SEGMENT_END : (enum kind)encoding->kind[*stop];
    switch (kind) {
    case FIELD:
      end_field(&out, &field);
      field = begin_field(&out);
      break;
    case COMPONENT:
      next_component(&out, &field);
      break;
    case REPETITION:
      next_repetition(&out, &field);
      break;
    case SUBCOMPONENT:
      next_subcomponent(&out, &field);
      break;
    case SEGMENT_END:
      end_field(&out, &field);
      *json = out;
      return stop;
    case ESCAPE:
      if (stop != literal) {
        const uint8_t *closing = encoding_sequence_end(encoding, stop, stops->end);
        uint8_t meaning = closing == NULL ? 0 : encoding_meaning(encoding, stop, closing);
        if (meaning != 0) {
          json_put(&out, meaning);
          vial_next_position(stops); /* the closing character */
          from = closing + 1;
          break;
        }
        literal = closing;
      }
      json_put(&out, *stop);
      break;
    case SPECIAL:
    case PLAIN:
      json_put(&out, *stop);
      break;
    }
  }
}
