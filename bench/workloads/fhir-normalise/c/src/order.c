#include "order.h"

static int compare_texts(struct vial_text a, struct vial_text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter == 0 ? 0 : __builtin_memcmp(a.data, b.data, shorter);
  return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

int by_name(const struct node *a, const struct node *b) {
  return compare_texts(a->name, b->name);
}

static int by_text(const struct node *a, const struct node *b, struct vial_text code) {
  int order = compare_texts(find_text(a, VIAL_TEXT("system")), find_text(b, VIAL_TEXT("system")));
  return order != 0 ? order : compare_texts(find_text(a, code), find_text(b, code));
}

static int by_code(const struct node *a, const struct node *b) {
  return by_text(a, b, VIAL_TEXT("code"));
}

static int by_value(const struct node *a, const struct node *b) {
  return by_text(a, b, VIAL_TEXT("value"));
}

static struct node *merged(struct node *a, struct node *b, comparison compare) {
  struct node *first = NULL;
  struct node **end = &first;
  while (a != NULL && b != NULL) {
    struct node **least = compare(a, b) <= 0 ? &a : &b;
    *end = *least;
    end = &(*end)->next;
    *least = *end;
  }
  *end = a != NULL ? a : b;
  return first;
}

/* Cuts off the run that the list starts with, which is in order; returns what is behind it. */
static struct node *cut_run(struct node *list, comparison compare) {
  while (list->next != NULL && compare(list, list->next) <= 0)
    list = list->next;
  struct node *rest = list->next;
  list->next = NULL;
  return rest;
}

/* Merges runs: runs[i] is empty or of 2^i of those that were found. */
struct node *sorted(struct node *list, comparison compare) {
  enum { LEVELS = 32 };
  if (list == NULL)
    return NULL;
  struct node *run = list;
  struct node *rest = cut_run(run, compare);
  if (rest == NULL)
    return run;
  struct node *runs[LEVELS] = {0};
  for (;;) {
    unsigned level = 0;
    for (; runs[level] != NULL; level++) {
      run = merged(runs[level], run, compare);
      runs[level] = NULL;
    }
    runs[level] = run;
    if (rest == NULL)
      break;
    run = rest;
    rest = cut_run(run, compare);
  }
  struct node *all = NULL;
  for (unsigned level = 0; level < LEVELS; level++)
    all = merged(runs[level], all, compare);
  return all;
}

/* Whether both have the same system and the same code, neither empty. */
static bool is_same_coding(const struct node *a, const struct node *b) {
  return find_text(a, VIAL_TEXT("system")).length > 0 &&
         find_text(a, VIAL_TEXT("code")).length > 0 && by_code(a, b) == 0;
}

void sort_codes(struct node *member) {
  if (is_text(member->name, VIAL_TEXT("identifier"))) {
    member->first = sorted(member->first, by_value);
  } else if (is_text(member->name, VIAL_TEXT("coding"))) {
    member->first = sorted(member->first, by_code);
    for (struct node *coding = member->first; coding->next != NULL;) {
      if (is_same_coding(coding, coding->next))
        coding->next = coding->next->next;
      else
        coding = coding->next;
    }
  }
}
