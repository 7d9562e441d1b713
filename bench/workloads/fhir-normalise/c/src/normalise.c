#include "normalise.h"
#include "contact_point.h"
#include "order.h"
#include "quantity.h"
#include "text.h"

static bool is_letter(char byte) {
  return (unsigned)((byte | 0x20) - 'a') < 26;
}

static bool is_element_name(struct vial_text name) {
  size_t at = name.length > 0 && name.data[0] == '_';
  if (at == name.length || !is_letter(name.data[at]))
    return false;
  for (; at < name.length; at++)
    if (!is_letter(name.data[at]) && (unsigned)(name.data[at] - '0') > 9)
      return false;
  return true;
}

static bool normalise_array(struct normaliser *with, struct node *array, const struct node *member,
                            bool indexed) {
  struct node **end = &array->first;
  bool is_empty = true;
  for (struct node *element = array->first; element != NULL; element = element->next) {
    if (normalise(with, element, member, indexed))
      is_empty = false;
    else if (indexed)
      element->kind = KIND_NULL;
    else
      continue;
    *end = element;
    end = &element->next;
  }
  *end = NULL;
  return !is_empty;
}

/* Drops members that are no elements, sorts the others and keeps the last of each name. */
APART static void sort_members(struct node *object) {
  struct node **end = &object->first;
  for (struct node *member = object->first; member != NULL; member = member->next)
    if (is_element_name(member->name)) {
      *end = member;
      end = &member->next;
    }
  *end = NULL;
  object->first = sorted(object->first, by_name);
  for (struct node **at = &object->first; *at != NULL;) {
    struct node *next = (*at)->next;
    if (next != NULL && is_text((*at)->name, next->name))
      *at = next;
    else
      at = &(*at)->next;
  }
}

static bool normalise_object(struct normaliser *with, struct node *object) {
  sort_members(object);
  bool indexed = false;
  for (const struct node *member = object->first; member != NULL; member = member->next)
    indexed |= member->name.data[0] == '_';
  struct node **end = &object->first;
  for (struct node *member = object->first; member != NULL; member = member->next) {
    if (!normalise(with, member, member, indexed))
      continue;
    if (member->kind == KIND_ARRAY && !indexed)
      sort_codes(member);
    *end = member;
    end = &member->next;
  }
  *end = NULL;
  if (object->first == NULL)
    return false;
  with->full |= !normalise_contact_point(object) || !normalise_quantity(object, with->pool);
  return true;
}

bool normalise(struct normaliser *with, struct node *node, const struct node *member,
               bool indexed) {
  switch (node->kind) {
  case KIND_NULL:
    return false;
  case KIND_STRING:
    with->full |= !normalise_text(&node->text, &member->name, &with->urls);
    return node->text.length > 0;
  case KIND_ARRAY:
    return normalise_array(with, node, member, indexed);
  case KIND_OBJECT:
    return normalise_object(with, node);
  default:
    return true;
  }
}
