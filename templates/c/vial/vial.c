/*
 * The PDK but for its JSON (json/): the call's memory, blocks of the host's memory, input and
 * result, what the host offers, text. It also compiles for a desktop, where native/ stands in for
 * the host and for the memory.
 */
#include "vial.h"
#include "vial_attributes.h"
#include "vial_extism.h"
#include "vial_json.h"

/* ---- Memory ---- */

#if defined(__wasm__)

enum { PAGE = 65536, ALIGNMENT = 16 };

/* Set by the linker: the first byte behind the stack and the static data. */
extern uint8_t __heap_base;

/* The first byte behind what is reserved; NULL before the first call. */
static uint8_t *top;

static uintptr_t aligned(uintptr_t address) {
  return (address + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
}

/* Moves the top to `size` bytes behind `start`; false when memory cannot grow so far. */
VIAL_SHARED static bool move_top(uintptr_t start, size_t size) {
  uintptr_t end;
  if (__builtin_add_overflow(start, size, &end) || end > UINTPTR_MAX - ALIGNMENT)
    return false;
  end = aligned(end);
  size_t pages = end / PAGE + (end % PAGE != 0);
  size_t present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == SIZE_MAX)
    return false;
  top = (uint8_t *)end;
  return true;
}

/* Gives everything back that was reserved. */
static void vial_memory_reset(void) {
  top = (uint8_t *)aligned((uintptr_t)&__heap_base);
}

VIAL_SHARED void *vial_reserve(size_t size) {
  if (top == NULL)
    vial_memory_reset();
  uint8_t *block = top;
  return move_top((uintptr_t)block, size) ? block : NULL;
}

VIAL_SHARED void *vial_grow(void *block, size_t old_size, size_t size) {
  if (block != NULL && aligned((uintptr_t)block + old_size) == (uintptr_t)top)
    return move_top((uintptr_t)block, size) ? block : NULL;
  void *moved = vial_reserve(size);
  if (moved != NULL && block != NULL)
    __builtin_memcpy(moved, block, old_size < size ? old_size : size);
  return moved;
}

#else

/* Gives everything back that was reserved. */
void vial_memory_reset(void);

#endif

/* ---- Blocks of the host's memory ---- */

VIAL_SHARED uint64_t vial_block_give(const void *bytes, size_t length) {
  if (length == 0)
    return 0;
  uint64_t offset = extism_alloc(length);
  if (offset == 0)
    return 0;
  const uint8_t *data = bytes;
  size_t i = 0;
  for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
    uint64_t word;
    __builtin_memcpy(&word, data + i, sizeof word);
    extism_store_u64(offset + i, word);
  }
  for (; i < length; i++)
    extism_store_u8(offset + i, data[i]);
  return offset;
}

VIAL_SHARED struct vial_bytes vial_block_take(uint64_t handle) {
  /* Some hosts have a block of that handle. */
  uint64_t length = handle == 0 ? 0 : extism_length(handle);
  uint8_t *data = length > SIZE_MAX ? NULL : vial_reserve((size_t)length);
  if (data == NULL)
    __builtin_trap();
  size_t i = 0;
  for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
    uint64_t word = extism_load_u64(handle + i);
    __builtin_memcpy(data + i, &word, sizeof word);
  }
  for (; i < length; i++)
    data[i] = (uint8_t)extism_load_u8(handle + i);
  if (handle != 0)
    extism_free(handle);
  return (struct vial_bytes){data, (size_t)length};
}

/* ---- Input and result ---- */

static struct {
  struct vial_bytes input;
  bool direct; /* the host called vial_input: it also reads the result by vial_output */
  const void *result;
  size_t result_length;
} call;

static bool reserve_input(size_t length) {
  vial_memory_reset();
  uint8_t *data = length > SIZE_MAX - VIAL_PADDING ? NULL : vial_reserve(length + VIAL_PADDING);
  call.input = (struct vial_bytes){data, length};
  call.result_length = 0;
  return data != NULL;
}

/* Marks the version of the ABI that this plugin speaks; hosts look at its name alone. */
VIAL_EXPORT("vial_abi_version_1") void vial_abi_version_1(void) {}

/* The direct lane: reserves this call's input and returns its address, 0 when it does not fit. */
VIAL_EXPORT("vial_input") uint32_t vial_input(uint32_t length) {
  call.direct = reserve_input(length);
  return call.direct ? (uint32_t)(uintptr_t)call.input.data : 0;
}

/* The direct lane: address and length of the last call's output or error text. */
VIAL_EXPORT("vial_output") uint64_t vial_output(void) {
  return (uint64_t)(uintptr_t)call.result << 32 | call.result_length;
}

static bool load_input(void) {
  uint64_t length = extism_input_length();
  if (length > SIZE_MAX || !reserve_input((size_t)length))
    return false;
  uint8_t *data = call.input.data;
  size_t i = 0;
  for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
    uint64_t word = extism_input_load_u64(i);
    __builtin_memcpy(data + i, &word, sizeof word);
  }
  for (; i < length; i++)
    data[i] = (uint8_t)extism_input_load_u8(i);
  return true;
}

bool vial_read_input(struct vial_bytes *input) {
  if (!call.direct && !load_input())
    return false;
  *input = call.input;
  return true;
}

/* Leaves the result for vial_output, or gives the host a copy of it; its handle, or 0. */
static uint64_t finish(const void *result, size_t length) {
  if (call.direct) {
    call.direct = false;
    call.result = result;
    call.result_length = length;
    return 0;
  }
  uint64_t handle = vial_block_give(result, length);
  vial_memory_reset();
  return handle;
}

int32_t vial_succeed(const void *output, size_t length) {
  bool direct = call.direct;
  uint64_t handle = finish(output, length);
  if (direct || length == 0)
    return 0;
  if (handle == 0)
    return 1;
  extism_output_set(handle, length);
  return 0;
}

int32_t vial_fail(struct vial_text text) {
  uint64_t handle = finish(text.data, text.length);
  if (handle != 0)
    extism_error_set(handle);
  return 1;
}

/* ---- Configuration, variables, logs ---- */

/* The block of a name; an empty one names nothing, and has no block. */
static uint64_t give(struct vial_text text) {
  return vial_block_give(text.data, text.length);
}

bool vial_config_get(struct vial_text key, struct vial_text *value) {
  uint64_t name = give(key);
  uint64_t block = name == 0 ? 0 : extism_config_get(name);
  if (block == 0)
    return false;
  struct vial_bytes bytes = vial_block_take(block);
  *value = (struct vial_text){(const char *)bytes.data, bytes.length};
  return true;
}

bool vial_var_get(struct vial_text name, struct vial_bytes *value) {
  uint64_t key = give(name);
  uint64_t block = key == 0 ? 0 : extism_var_get(key);
  if (block == 0)
    return false;
  *value = vial_block_take(block);
  return true;
}

void vial_var_set(struct vial_text name, struct vial_bytes value) {
  uint64_t key = give(name);
  uint64_t block = vial_block_give(value.data, value.length);
  /* Value 0 would remove the variable. */
  if (key == 0 || (block == 0 && value.length != 0))
    __builtin_trap();
  extism_var_set(key, block);
}

void vial_var_remove(struct vial_text name) {
  uint64_t key = give(name);
  if (key != 0)
    extism_var_set(key, 0);
}

int32_t vial_log_level(void) {
  return extism_get_log_level();
}

void vial_log(enum vial_log_level level, struct vial_text message) {
  uint64_t block = vial_logs(level) ? give(message) : 0;
  if (block == 0)
    return;
  switch (level) {
  case VIAL_TRACE:
    extism_log_trace(block);
    break;
  case VIAL_DEBUG:
    extism_log_debug(block);
    break;
  case VIAL_INFO:
    extism_log_info(block);
    break;
  case VIAL_WARN:
    extism_log_warn(block);
    break;
  case VIAL_ERROR:
    extism_log_error(block);
    break;
  }
}

/* ---- HTTP ---- */

static void write_request(struct vial_json_writer *writer,
                          const struct vial_http_request *request) {
  vial_json_write_begin(writer);
  vial_json_write_bracket(writer, '{');
  if (request->header_count > 0) {
    VIAL_JSON_KEY(writer, "headers");
    vial_json_write_bracket(writer, '{');
    for (size_t i = 0; i < request->header_count; i++) {
      vial_json_write_key(writer, request->headers[i].name);
      vial_json_write_string(writer, request->headers[i].value);
    }
    vial_json_write_bracket(writer, '}');
  }
  if (request->method.length > 0) {
    VIAL_JSON_KEY(writer, "method");
    vial_json_write_string(writer, request->method);
  }
  VIAL_JSON_KEY(writer, "url");
  vial_json_write_string(writer, request->url);
  vial_json_write_bracket(writer, '}');
}

bool vial_http(const struct vial_http_request *request, struct vial_http_response *response) {
  struct vial_json_writer writer;
  struct vial_text json;
  write_request(&writer, request);
  if (!vial_json_write_end(&writer, &json))
    return false;
  uint64_t head = vial_block_give(json.data, json.length);
  uint64_t body = vial_block_give(request->body.data, request->body.length);
  if (head == 0 || (body == 0 && request->body.length != 0))
    return false;
  response->body = vial_block_take(extism_http_request(head, body));
  response->status = extism_http_status_code();
  return true;
}

bool vial_http_header(struct vial_text name, struct vial_text *value) {
  struct vial_json_reader reader;
  struct vial_text key;
  bool found = false;
  vial_json_read_begin(&reader, vial_block_take(extism_http_headers()));
  if (vial_json_open_object(&reader)) {
    while (vial_json_next_member(&reader, &key)) {
      if (vial_text_equals(key, name))
        found = vial_json_read_string(&reader, value);
      else
        vial_json_skip(&reader);
    }
  }
  return found;
}

/* ---- Text ---- */

/* How long the sequence is that starts here with a byte beyond ASCII; 0 when it is ill-formed.
 * The first two bytes decide what the length is and what the second may be (Unicode, table 3-7). */
static size_t sequence_length(const uint8_t *at, size_t left) {
  uint8_t first = at[0];
  size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first < 0xC2 || first > 0xF4 || left < length)
    return 0;
  uint8_t lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < lowest || at[1] > highest)
    return 0;
  if (length > 2 && at[2] >> 6 != 2)
    return 0;
  return length > 3 && at[3] >> 6 != 2 ? 0 : length;
}

/* How many of the bytes are ASCII, from the first on: at least those before the last eight. */
static size_t ascii_length(const uint8_t *from, size_t length) {
  enum { WORDS = 4 };
  const uint64_t beyond_ascii = 0x8080808080808080;
  uint64_t words[WORDS];
  size_t at = 0;
  for (; length - at >= sizeof words; at += sizeof words) {
    __builtin_memcpy(words, from + at, sizeof words);
    if (((words[0] | words[1] | words[2] | words[3]) & beyond_ascii) != 0)
      break;
  }
  for (; length - at >= sizeof *words; at += sizeof *words) {
    __builtin_memcpy(words, from + at, sizeof *words);
    uint64_t beyond = words[0] & beyond_ascii;
    if (beyond != 0)
      return at + (size_t)__builtin_ctzll(beyond) / 8;
  }
  return at;
}

VIAL_SHARED bool vial_is_utf8(const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  const uint8_t *end = at + length;
  while (at < end) {
    if (*at < 0x80) {
      size_t count = ascii_length(at, (size_t)(end - at));
      at += count == 0 ? 1 : count;
      continue;
    }
    size_t count = sequence_length(at, (size_t)(end - at));
    if (count == 0)
      return false;
    at += count;
  }
  return true;
}
