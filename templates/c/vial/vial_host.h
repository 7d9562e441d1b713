/*
 * What a plugin may ask of its host: configuration, variables, logs, HTTP, host functions.
 *
 * Each of them is an import only of the plugins that use it. What the host answers is copied into
 * the call's memory; a plugin whose memory cannot hold it traps.
 */
#ifndef VIAL_HOST_H
#define VIAL_HOST_H

#include "vial.h"

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
