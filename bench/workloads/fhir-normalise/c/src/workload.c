#include "workload.h"
#include "full_urls.h"
#include "node.h"
#include "normalise.h"

static const char outcome[] = "{\"issue\":[{\"code\":\"structure\",\"severity\":\"fatal\"}],"
                              "\"resourceType\":\"OperationOutcome\"}";

bool run(struct vial_bytes input, struct vial_bytes *output) {
  struct node_pool pool = {0};
  struct normaliser with = {.pool = &pool};
  struct node *document = read_document(input, &pool, &with.full);
  if (with.full)
    return false;
  if (document == NULL ||
      !is_text(find_text(document, VIAL_TEXT("resourceType")), VIAL_TEXT("Bundle"))) {
    *output = (struct vial_bytes){(uint8_t *)outcome, sizeof outcome - 1};
    return true;
  }
  struct vial_text json;
  if (!collect_full_urls(document, &with.urls))
    return false;
  normalise(&with, document, document, false);
  if (with.full || !write_document(document, &json))
    return false;
  *output = (struct vial_bytes){(uint8_t *)json.data, json.length};
  return true;
}
