/* JSON of any form, as a tree of nodes in the call's memory. */
#ifndef NODE_H
#define NODE_H

#include "vial_json.h"

/* Is not put into its callers, which call themselves: their stack would be as large as its. */
#define APART __attribute__((noinline))

enum kind { KIND_NULL, KIND_BOOLEAN, KIND_NUMBER, KIND_STRING, KIND_ARRAY, KIND_OBJECT };

/* A value, and its name where it is a member. Elements and members are lists. */
struct node {
  struct node *next;
  struct vial_text name;
  enum kind kind;
  union {
    bool boolean;
    double number;
    struct vial_text text;
    struct node *first;
  };
};

/* Room for nodes, which is reserved for many at once. Starts as zeros. */
struct node_pool {
  struct node *next;
  struct node *end;
};

/* A new node; NULL when memory does not suffice. */
struct node *new_node(struct node_pool *pool);

/* The document as a tree; NULL when it is none, or memory does not suffice: then `*full`. */
struct node *read_document(struct vial_bytes json, struct node_pool *pool, bool *full);

/* The tree as a document; false when memory does not suffice. */
bool write_document(const struct node *document, struct vial_text *json);

/* The last member of that name; NULL when there is none, or the node is no object. */
struct node *find_member(const struct node *object, struct vial_text name);

/* The member's text; one without data when there is none, or it is no string. */
struct vial_text find_text(const struct node *object, struct vial_text name);

static inline bool is_text(struct vial_text text, struct vial_text other) {
  return vial_text_equals(text, other);
}

#endif
