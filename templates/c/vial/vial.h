/*
 * The guest side of Vial's plugin ABI, for plugins in freestanding C.
 *
 * A plugin exports functions that take no argument and end with vial_succeed or vial_fail:
 *
 *     VIAL_EXPORT("process") int32_t process(void) {
 *       struct vial_bytes input;
 *       if (!vial_read_input(&input))
 *         return vial_fail(VIAL_TEXT("memory cannot hold the input"));
 *       return vial_succeed(input.data, input.length);
 *     }
 *
 * The same code serves both lanes: the direct lane, where the host writes into and reads from the
 * plugin's own memory, and the memory functions of any other Extism host.
 *
 * Memory is the call's: input, output and what vial_reserve gives lie one behind the other, nothing
 * is freed, and the next call starts again at the first byte. A plugin that runs a million times
 * stays as large as its largest call made it.
 */
#ifndef VIAL_H
#define VIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__wasm__)
#define VIAL_EXPORT(name) __attribute__((export_name(name)))
#define VIAL_IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#else
#define VIAL_EXPORT(name)
#define VIAL_IMPORT(module, name)
#endif

/* Bytes behind the input that may be read and written: room for a sentinel, for a vector load that
 * starts on the last byte. What they hold is undefined. */
#define VIAL_PADDING 64

struct vial_bytes {
  uint8_t *data;
  size_t length;
};

/* UTF-8, without a NUL at its end. */
struct vial_text {
  const char *data;
  size_t length;
};

/* The text of a string literal. */
#define VIAL_TEXT(literal) ((struct vial_text){literal, sizeof(literal) - 1})

/* This call's input, which the plugin may overwrite. False when memory cannot hold it. Read it
 * first and once: what was reserved before is given back. */
bool vial_read_input(struct vial_bytes *input);

/* Ends the call with `length` bytes of output, which stay where they are: bytes of the input, of
 * what was reserved, or static ones. Returns the export's result: 0, or 1 when another Extism host
 * has no room for them. */
int32_t vial_succeed(const void *output, size_t length);

/* Ends the call with an error, whose text stays where it is. Returns 1, the export's result. */
int32_t vial_fail(struct vial_text text);

/* `size` bytes of the call's memory, aligned to 16 and not cleared. NULL when memory cannot grow so
 * far. */
void *vial_reserve(size_t size);

/* Makes `size` bytes of what was reserved with `old_size`, and keeps what they hold: where they
 * are when nothing was reserved behind them, else in a new place. A NULL block is none yet. NULL
 * when memory cannot grow so far. */
void *vial_grow(void *block, size_t old_size, size_t size);

/* Whether the bytes are well-formed UTF-8 (Unicode, table 3-7). */
bool vial_is_utf8(const void *bytes, size_t length);

/* Takes bytes for text; false when they are not UTF-8. */
static inline bool vial_to_text(struct vial_bytes bytes, struct vial_text *text) {
  *text = (struct vial_text){(const char *)bytes.data, bytes.length};
  return vial_is_utf8(bytes.data, bytes.length);
}

static inline bool vial_text_equals(struct vial_text a, struct vial_text b) {
  return a.length == b.length && (a.length == 0 || __builtin_memcmp(a.data, b.data, a.length) == 0);
}

/*
 * What a plugin may ask of its host: configuration, variables, logs, HTTP, host functions.
 *
 * Each of them is an import only of the plugins that use it. What the host answers is copied into
 * the call's memory; a plugin whose memory cannot hold it traps.
 */

/* A value of the plugin's configuration. False when there is none. */
bool vial_config_get(struct vial_text key, struct vial_text *value);

/* A variable, which the host keeps from call to call. False when there is none. */
bool vial_var_get(struct vial_text name, struct vial_bytes *value);

/* Sets a variable. No bytes are no variable: Extism cannot tell the two apart. */
void vial_var_set(struct vial_text name, struct vial_bytes value);

void vial_var_remove(struct vial_text name);

enum vial_log_level { VIAL_TRACE, VIAL_DEBUG, VIAL_INFO, VIAL_WARN, VIAL_ERROR };

/* The lowest level that the host takes; above VIAL_ERROR when nobody listens. */
int32_t vial_log_level(void);

/* Whether a message of that level is taken: ask before a message that costs something to make. */
static inline bool vial_logs(enum vial_log_level level) {
  return (int32_t)level >= vial_log_level();
}

/* Logs a message; costs one question to the host when its level is not taken. */
void vial_log(enum vial_log_level level, struct vial_text message);

struct vial_http_header {
  struct vial_text name;
  struct vial_text value;
};

struct vial_http_request {
  struct vial_text url;
  struct vial_text method;                /* GET when it is empty */
  const struct vial_http_header *headers; /* no name twice */
  size_t header_count;
  struct vial_bytes body;
};

struct vial_http_response {
  int32_t status;
  struct vial_bytes body;
};

/* Sends a request and waits for the answer, whatever its status. A host that refuses the request
 * or gets no answer ends the call. False when the request is not UTF-8 or memory is full. */
bool vial_http(const struct vial_http_request *request, struct vial_http_response *response);

/* A header of this call's last response, by its name in lower case. False when there is none. */
bool vial_http_header(struct vial_text name, struct vial_text *value);

/* A copy of bytes in the host's memory, by its handle; 0 for no bytes. */
uint64_t vial_block_give(const void *bytes, size_t length);

/* Copies what a handle stands for into the call's memory and frees it. */
struct vial_bytes vial_block_take(uint64_t handle);

/* Declares a host function that takes a block and returns one, and a C function that calls it:
 *
 *     VIAL_HOST_FUNCTION("extism:host/user", reverse)
 *     struct vial_bytes answer = reverse(input.data, input.length);
 */
#define VIAL_HOST_FUNCTION(namespace, function)                                                    \
  VIAL_IMPORT(namespace, #function) extern uint64_t vial_import_##function(uint64_t block);        \
  static inline struct vial_bytes function(const void *bytes, size_t length) {                     \
    return vial_block_take(vial_import_##function(vial_block_give(bytes, length)));                \
  }

#endif
