#include "vial_native.h"
#include "../vial_extism.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 16 };

/* Memory of the host's; its handle is its address. */
struct block {
  struct block *next;
  size_t length;
  uint8_t *bytes;
};

/* A name and its value, as texts of the caller's or copies. */
struct entry {
  const char *name;
  struct vial_text value;
};

static struct block *blocks;
static struct vial_text input;
static struct vial_native_result result;
static struct entry config[ENTRIES];
static struct entry vars[ENTRIES];
static int32_t log_level = INT32_MAX;
static struct {
  int32_t status;
  const char *headers;
  const char *body;
  struct vial_text request;
  struct vial_text request_body;
} http;

static uint8_t *bytes_at(uint64_t offset) {
  return (uint8_t *)(uintptr_t)offset;
}

uint64_t extism_alloc(uint64_t length) {
  if (length == 0)
    return 0;
  struct block *block = malloc(sizeof *block);
  *block = (struct block){blocks, (size_t)length, calloc(1, (size_t)length)};
  blocks = block;
  return (uint64_t)(uintptr_t)block->bytes;
}

void extism_free(uint64_t offset) {
  for (struct block **at = &blocks; *at != NULL; at = &(*at)->next) {
    struct block *block = *at;
    if (block->bytes != bytes_at(offset))
      continue;
    *at = block->next;
    free(block->bytes);
    free(block);
    return;
  }
}

uint64_t extism_length(uint64_t offset) {
  for (struct block *block = blocks; block != NULL; block = block->next)
    if (block->bytes == bytes_at(offset))
      return block->length;
  return 0;
}

uint32_t extism_load_u8(uint64_t offset) {
  return *bytes_at(offset);
}

uint64_t extism_load_u64(uint64_t offset) {
  uint64_t word;
  memcpy(&word, bytes_at(offset), sizeof word);
  return word;
}

void extism_store_u8(uint64_t offset, uint32_t value) {
  *bytes_at(offset) = (uint8_t)value;
}

void extism_store_u64(uint64_t offset, uint64_t value) {
  memcpy(bytes_at(offset), &value, sizeof value);
}

uint64_t extism_input_length(void) {
  return input.length;
}

uint32_t extism_input_load_u8(uint64_t offset) {
  return (uint8_t)input.data[offset];
}

uint64_t extism_input_load_u64(uint64_t offset) {
  uint64_t word;
  memcpy(&word, input.data + offset, sizeof word);
  return word;
}

struct vial_text vial_native_look(uint64_t block) {
  return (struct vial_text){(const char *)bytes_at(block), (size_t)extism_length(block)};
}

uint64_t vial_native_give(const void *bytes, size_t length) {
  uint64_t block = extism_alloc(length);
  if (block != 0)
    memcpy(bytes_at(block), bytes, length);
  return block;
}

void extism_output_set(uint64_t offset, uint64_t length) {
  result.output = (struct vial_text){(const char *)bytes_at(offset), (size_t)length};
}

void extism_error_set(uint64_t offset) {
  result.error = vial_native_look(offset);
}

static struct entry *find(struct entry *entries, const char *name, size_t length) {
  for (struct entry *entry = entries; entry < entries + ENTRIES; entry++)
    if (entry->name != NULL && strlen(entry->name) == length &&
        memcmp(entry->name, name, length) == 0)
      return entry;
  return NULL;
}

static uint64_t get(struct entry *entries, uint64_t key) {
  struct vial_text name = vial_native_look(key);
  struct entry *entry = find(entries, name.data, name.length);
  extism_free(key);
  return entry == NULL ? 0 : vial_native_give(entry->value.data, entry->value.length);
}

static char *copy(const void *bytes, size_t length) {
  char *copied = malloc(length + 1);
  memcpy(copied, bytes, length);
  copied[length] = 0;
  return copied;
}

/* Keeps copies of both; an entry without data is removed. */
static void set(struct entry *entries, struct vial_text name, struct vial_text value) {
  struct entry *entry = find(entries, name.data, name.length);
  if (entry != NULL) {
    free((void *)entry->name);
    free((void *)entry->value.data);
    *entry = (struct entry){0};
  }
  if (value.data == NULL)
    return;
  for (entry = entries; entry->name != NULL; entry++)
    if (entry == entries + ENTRIES - 1)
      abort();
  *entry =
      (struct entry){copy(name.data, name.length), {copy(value.data, value.length), value.length}};
}

static struct vial_text text_of(const char *string) {
  return (struct vial_text){string, string == NULL ? 0 : strlen(string)};
}

void vial_native_set_config(const char *key, const char *value) {
  set(config, text_of(key), text_of(value));
}

void vial_native_set_var(const char *name, const char *value) {
  set(vars, text_of(name), text_of(value));
}

uint64_t extism_config_get(uint64_t key) {
  return get(config, key);
}

uint64_t extism_var_get(uint64_t key) {
  return get(vars, key);
}

void extism_var_set(uint64_t key, uint64_t value) {
  struct vial_text bytes = vial_native_look(value);
  set(vars, vial_native_look(key), value == 0 ? (struct vial_text){0} : bytes);
  extism_free(key);
  extism_free(value);
}

void vial_native_set_log_level(int32_t level) {
  log_level = level;
}

int32_t extism_get_log_level(void) {
  return log_level;
}

static void print_log(const char *level, uint64_t message) {
  struct vial_text text = vial_native_look(message);
  fprintf(stderr, "%s: %.*s\n", level, (int)text.length, text.data);
  extism_free(message);
}

void extism_log_trace(uint64_t message) {
  print_log("trace", message);
}

void extism_log_debug(uint64_t message) {
  print_log("debug", message);
}

void extism_log_info(uint64_t message) {
  print_log("info", message);
}

void extism_log_warn(uint64_t message) {
  print_log("warn", message);
}

void extism_log_error(uint64_t message) {
  print_log("error", message);
}

void vial_native_set_http(int32_t status, const char *headers, const char *body) {
  http.status = status;
  http.headers = headers;
  http.body = body;
}

struct vial_text vial_native_http_request(void) {
  return http.request;
}

struct vial_text vial_native_http_body(void) {
  return http.request_body;
}

uint64_t extism_http_request(uint64_t request, uint64_t body) {
  http.request = vial_native_look(request);
  http.request_body = vial_native_look(body);
  return vial_native_give(http.body, strlen(http.body));
}

int32_t extism_http_status_code(void) {
  return http.status;
}

uint64_t extism_http_headers(void) {
  return vial_native_give(http.headers, strlen(http.headers));
}

struct vial_native_result vial_native_call(int32_t (*function)(void), const void *data,
                                           size_t length) {
  while (blocks != NULL)
    extism_free((uint64_t)(uintptr_t)blocks->bytes);
  input = (struct vial_text){data, length};
  result = (struct vial_native_result){0};
  result.status = function();
  vial_memory_reset();
  return result;
}
