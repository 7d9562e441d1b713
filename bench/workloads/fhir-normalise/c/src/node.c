#include "node.h"

enum { NODES = 128 };

struct node *new_node(struct node_pool *pool) {
  if (pool->next == pool->end) {
    pool->next = vial_reserve(NODES * sizeof(struct node));
    pool->end = pool->next + NODES;
    if (pool->next == NULL) {
      pool->end = NULL;
      return NULL;
    }
  }
  return pool->next++;
}

struct node *find_member(const struct node *object, struct vial_text name) {
  struct node *found = NULL;
  if (object->kind != KIND_OBJECT)
    return NULL;
  for (struct node *member = object->first; member != NULL; member = member->next)
    if (is_text(member->name, name))
      found = member;
  return found;
}

struct vial_text find_text(const struct node *object, struct vial_text name) {
  const struct node *member = find_member(object, name);
  bool is_string = member != NULL && member->kind == KIND_STRING;
  return is_string ? member->text : (struct vial_text){0};
}

/* A document being read. What functions that call themselves need is here: the stack is small. */
struct document {
  struct vial_json_reader reader;
  struct node_pool *pool;
  struct vial_text name;
};

static bool read_value(struct document *from, struct node *node);

/* Reads elements, or members, into the node's list. */
static bool read_list(struct document *from, struct node *node) {
  bool is_object = node->kind == KIND_OBJECT;
  struct node **end = &node->first;
  from->name = (struct vial_text){0};
  *end = NULL;
  while (is_object ? vial_json_next_member(&from->reader, &from->name)
                   : vial_json_next_item(&from->reader)) {
    struct node *child = new_node(from->pool);
    if (child == NULL)
      return vial_json_fail(&from->reader, "memory is full");
    *child = (struct node){.name = from->name};
    if (!read_value(from, child))
      return false;
    *end = child;
    end = &child->next;
  }
  return !vial_json_failed(&from->reader);
}

static bool read_value(struct document *from, struct node *node) {
  struct vial_json_reader *reader = &from->reader;
  switch (vial_json_next_kind(reader)) {
  case VIAL_JSON_STRING:
    node->kind = KIND_STRING;
    return vial_json_read_string(reader, &node->text);
  case VIAL_JSON_OBJECT:
    node->kind = KIND_OBJECT;
    return vial_json_open_object(reader) && read_list(from, node);
  case VIAL_JSON_ARRAY:
    node->kind = KIND_ARRAY;
    return vial_json_open_array(reader) && read_list(from, node);
  case VIAL_JSON_BOOLEAN:
    node->kind = KIND_BOOLEAN;
    return vial_json_read_boolean(reader, &node->boolean);
  case VIAL_JSON_NULL:
    node->kind = KIND_NULL;
    return vial_json_read_null(reader) || vial_json_fail(reader, "expected null");
  default:
    node->kind = KIND_NUMBER;
    return vial_json_read_number(reader, &node->number);
  }
}

struct node *read_document(struct vial_bytes json, struct node_pool *pool, bool *full) {
  struct document from = {.pool = pool};
  struct node *document = new_node(pool);
  *full = document == NULL;
  if (*full)
    return NULL;
  *document = (struct node){0};
  vial_json_read_begin(&from.reader, json);
  read_value(&from, document);
  return vial_json_read_end(&from.reader) ? document : NULL;
}

static void write_value(struct vial_json_writer *writer, const struct node *node) {
  switch (node->kind) {
  case KIND_NULL:
    vial_json_write_null(writer);
    break;
  case KIND_BOOLEAN:
    vial_json_write_boolean(writer, node->boolean);
    break;
  case KIND_NUMBER:
    vial_json_write_number(writer, node->number);
    break;
  case KIND_STRING:
    vial_json_write_string(writer, node->text);
    break;
  case KIND_ARRAY:
    vial_json_write_bracket(writer, '[');
    for (const struct node *element = node->first; element != NULL; element = element->next) {
      vial_json_write_comma(writer);
      write_value(writer, element);
    }
    vial_json_write_bracket(writer, ']');
    break;
  case KIND_OBJECT:
    vial_json_write_bracket(writer, '{');
    for (const struct node *member = node->first; member != NULL; member = member->next) {
      vial_json_write_key(writer, member->name);
      write_value(writer, member);
    }
    vial_json_write_bracket(writer, '}');
    break;
  }
}

bool write_document(const struct node *document, struct vial_text *json) {
  struct vial_json_writer writer;
  vial_json_write_begin(&writer);
  write_value(&writer, document);
  return vial_json_write_end(&writer, json);
}
