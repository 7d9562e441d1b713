/*
 * A host within the program: what a plugin's native tests run on, under sanitizers and debuggers.
 * It speaks the lane of Extism's functions; the sizes of all that the plugin reserves are exact, so
 * that a byte too many is noticed.
 */
#ifndef VIAL_NATIVE_H
#define VIAL_NATIVE_H

#include "../vial.h"

/* Gives everything back that was reserved; what calls begin with. */
void vial_memory_reset(void);

/* How a call ended. */
struct vial_native_result {
  int32_t status;          /* what the export returned */
  struct vial_text output; /* no data when there is none; valid until the next call */
  struct vial_text error;
};

/* Calls an export with an input, and gives back what the call reserved. */
struct vial_native_result vial_native_call(int32_t (*function)(void), const void *data,
                                           size_t length);

/* Up to 16 values of the configuration and variables; a NULL value removes. Both have to outlive
 * their use. */
void vial_native_set_config(const char *key, const char *value);
void vial_native_set_var(const char *name, const char *value);

/* The lowest level that is logged, to the standard error; INT32_MAX, and nothing, unless set. */
void vial_native_set_log_level(int32_t level);

/* Limits what a call may reserve in all, in bytes; SIZE_MAX unless set. */
void vial_native_set_memory_limit(size_t bytes);

/* What the next HTTP requests are answered with. `headers` is a JSON object. */
void vial_native_set_http(int32_t status, const char *headers, const char *body);

/* The last HTTP request, in JSON, and its body. */
struct vial_text vial_native_http_request(void);
struct vial_text vial_native_http_body(void);

/* Blocks of the host's memory, for host functions of a test's own. */
uint64_t vial_native_give(const void *bytes, size_t length);
struct vial_text vial_native_look(uint64_t block);

#endif
