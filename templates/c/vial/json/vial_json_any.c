/*
 * Any JSON text in its canonical form. The text is read once, to learn the members of each object
 * and to sort them; then it is written by jumping from member to member. Both take one step for
 * each value, however deep.
 */
#include "vial_json.h"

struct member {
  struct vial_text key; /* first: vial_json_sort_members */
  const uint8_t *value;
  size_t object; /* how many objects were opened before the value */
};

struct object {
  struct member *members;
  size_t count;
  size_t next;        /* how many objects were opened until its end */
  const uint8_t *end; /* behind its bracket */
};

struct objects {
  struct object *items;
  size_t count;
  size_t capacity;
};

/* An array or object that is open. */
struct frame {
  size_t object; /* SIZE_MAX for an array */
  size_t count;  /* members met so far, or written */
  size_t capacity;
};

struct rewriter {
  struct vial_json_reader reader;
  struct vial_json_writer *writer;
  struct objects objects;
  struct frame *frames;
};

static bool is_open_bracket(const struct vial_json_reader *reader) {
  return reader->at < reader->end && (*reader->at == '{' || *reader->at == '[');
}

static bool add_object(struct rewriter *rewriter, size_t *index) {
  struct objects *objects = &rewriter->objects;
  if (objects->count == objects->capacity) {
    objects->items = vial_json_more_items(&rewriter->reader, objects->items, &objects->capacity,
                                          sizeof *objects->items);
    if (objects->items == NULL)
      return false;
  }
  *index = objects->count++;
  objects->items[*index] = (struct object){0};
  return true;
}

static bool add_member(struct rewriter *rewriter, struct frame *frame, struct vial_text key) {
  struct object *object = &rewriter->objects.items[frame->object];
  if (object->count == frame->capacity) {
    object->members = vial_json_more_items(&rewriter->reader, object->members, &frame->capacity,
                                           sizeof *object->members);
    if (object->members == NULL)
      return false;
  }
  object->members[object->count++] =
      (struct member){key, rewriter->reader.at, rewriter->objects.count};
  return true;
}

static bool close_object(struct rewriter *rewriter, const struct frame *frame) {
  struct object *object = &rewriter->objects.items[frame->object];
  size_t count = vial_json_sort_members(object->members, object->count, sizeof *object->members);
  if (count == SIZE_MAX)
    return vial_json_fail(&rewriter->reader, "memory is full");
  object->count = count;
  object->next = rewriter->objects.count;
  object->end = rewriter->reader.at;
  return true;
}

/* Moves to the next item or member of the innermost array or object; false at its end. */
static bool learn_next(struct rewriter *rewriter) {
  struct vial_json_reader *reader = &rewriter->reader;
  struct frame *frame = &rewriter->frames[reader->depth - 1];
  if (frame->object == SIZE_MAX)
    return vial_json_next_item(reader);
  struct vial_text key;
  if (vial_json_next_member(reader, &key))
    return add_member(rewriter, frame, key);
  return !vial_json_failed(reader) && !close_object(rewriter, frame);
}

/* Reads the text and fills `objects`. */
static bool learn(struct rewriter *rewriter) {
  struct vial_json_reader *reader = &rewriter->reader;
  do {
    if (is_open_bracket(reader)) {
      bool is_object = *reader->at == '{';
      if (is_object ? !vial_json_open_object(reader) : !vial_json_open_array(reader))
        return false;
      struct frame *frame = &rewriter->frames[reader->depth - 1];
      *frame = (struct frame){.object = SIZE_MAX};
      if (is_object && !add_object(rewriter, &frame->object))
        return false;
    } else if (!vial_json_skip(reader)) {
      return false;
    }
    while (!vial_json_failed(reader) && reader->depth > 0 && !learn_next(rewriter))
      continue;
  } while (!vial_json_failed(reader) && reader->depth > 0);
  return vial_json_read_end(reader);
}

static void write_scalar(struct rewriter *rewriter) {
  struct vial_text text;
  double number;
  if (*rewriter->reader.at == '"') {
    if (vial_json_read_string(&rewriter->reader, &text))
      vial_json_write_string(rewriter->writer, text);
  } else if (*rewriter->reader.at == '-' || (uint8_t)(*rewriter->reader.at - '0') < 10) {
    if (vial_json_read_number(&rewriter->reader, &number))
      vial_json_write_number(rewriter->writer, number);
  } else if (vial_json_read_any(&rewriter->reader, &text)) {
    vial_json_write_raw(rewriter->writer, text);
  }
}

/* Writes the values from the reader's place on, the next object being the one of that number. */
static void rewrite(struct rewriter *rewriter) {
  struct vial_json_reader *reader = &rewriter->reader;
  size_t object_number = 0;
  size_t depth = 0;
  do {
    if (is_open_bracket(reader)) {
      bool is_object = *reader->at == '{';
      vial_json_write_bracket(rewriter->writer, (char)*reader->at);
      rewriter->frames[depth++] = (struct frame){.object = is_object ? object_number++ : SIZE_MAX};
      if (!is_object)
        vial_json_open_array(reader);
    } else {
      write_scalar(rewriter);
    }
    for (; depth > 0; depth--) {
      struct frame *frame = &rewriter->frames[depth - 1];
      if (frame->object == SIZE_MAX) {
        if (vial_json_next_item(reader)) {
          vial_json_write_comma(rewriter->writer);
          break;
        }
        vial_json_write_bracket(rewriter->writer, ']');
        continue;
      }
      struct object *object = &rewriter->objects.items[frame->object];
      if (frame->count < object->count) {
        struct member *member = &object->members[frame->count++];
        vial_json_write_key(rewriter->writer, member->key);
        reader->at = member->value;
        object_number = member->object;
        break;
      }
      vial_json_write_bracket(rewriter->writer, '}');
      reader->at = object->end;
      object_number = object->next;
      reader->opened = false;
    }
  } while (depth > 0 && !vial_json_failed(reader) && rewriter->writer->problem == NULL);
}

void vial_json_write_any(struct vial_json_writer *writer, struct vial_text json) {
  struct rewriter rewriter = {.writer = writer};
  struct vial_json_reader *reader = &rewriter.reader;
  struct vial_bytes bytes = {(uint8_t *)json.data, json.length};
  if (writer->problem != NULL)
    return;
  rewriter.frames = vial_reserve(VIAL_JSON_NESTING * sizeof *rewriter.frames);
  if (rewriter.frames == NULL) {
    vial_json_write_fail(writer, "memory is full");
    return;
  }
  vial_json_read_begin(reader, bytes);
  if (learn(&rewriter)) {
    vial_json_read_begin(reader, bytes);
    rewrite(&rewriter);
  }
  if (vial_json_failed(reader))
    vial_json_write_fail(writer, reader->problem);
}
