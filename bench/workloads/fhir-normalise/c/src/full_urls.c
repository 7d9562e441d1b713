#include "full_urls.h"

/* FNV-1a. */
static size_t hash(struct vial_text text) {
  uint32_t state = 2166136261U;
  for (size_t i = 0; i < text.length; i++)
    state = (state ^ (uint8_t)text.data[i]) * 16777619U;
  return state;
}

/* The place of the URL, or a free one for it. */
static struct full_url *place_of(const struct full_urls *urls, struct vial_text url) {
  size_t at = hash(url) & urls->mask;
  while (urls->places[at].url.data != NULL && !is_text(urls->places[at].url, url))
    at = (at + 1) & urls->mask;
  return &urls->places[at];
}

struct vial_text find_reference(const struct full_urls *urls, struct vial_text url) {
  return place_of(urls, url)->reference;
}

static bool join(struct vial_text kind, struct vial_text id, struct vial_text *reference) {
  char *text = vial_reserve(kind.length + 1 + id.length);
  if (text == NULL)
    return false;
  __builtin_memcpy(text, kind.data, kind.length);
  text[kind.length] = '/';
  __builtin_memcpy(text + kind.length + 1, id.data, id.length);
  *reference = (struct vial_text){text, kind.length + 1 + id.length};
  return true;
}

static bool collect(const struct node *entry, struct full_urls *urls) {
  struct vial_text url = find_text(entry, VIAL_TEXT("fullUrl"));
  const struct node *resource = find_member(entry, VIAL_TEXT("resource"));
  if (url.length == 0 || resource == NULL)
    return true;
  struct vial_text kind = find_text(resource, VIAL_TEXT("resourceType"));
  struct vial_text id = find_text(resource, VIAL_TEXT("id"));
  if (kind.length == 0 || id.length == 0)
    return true;
  struct full_url *place = place_of(urls, url);
  if (place->url.data != NULL)
    return true;
  place->url = url;
  return join(kind, id, &place->reference);
}

bool collect_full_urls(const struct node *bundle, struct full_urls *urls) {
  const struct node *entries = find_member(bundle, VIAL_TEXT("entry"));
  const struct node *first = entries != NULL && entries->kind == KIND_ARRAY ? entries->first : NULL;
  size_t count = 0;
  for (const struct node *entry = first; entry != NULL; entry = entry->next)
    count++;
  size_t size = 2;
  while (size < 2 * count)
    size *= 2;
  *urls = (struct full_urls){vial_reserve(size * sizeof(struct full_url)), size - 1};
  if (urls->places == NULL)
    return false;
  __builtin_memset(urls->places, 0, size * sizeof(struct full_url));
  for (const struct node *entry = first; entry != NULL; entry = entry->next)
    if (!collect(entry, urls))
      return false;
  return true;
}
