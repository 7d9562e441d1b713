/* The functions of Extism's environment, and nothing on top of them. For the PDK alone. */
#ifndef VIAL_EXTISM_H
#define VIAL_EXTISM_H

#include "vial.h"

#define EXTISM(name) VIAL_IMPORT("extism:host/env", #name)

EXTISM(alloc) extern uint64_t extism_alloc(uint64_t length);
EXTISM(free) extern void extism_free(uint64_t offset);
EXTISM(length) extern uint64_t extism_length(uint64_t offset);
EXTISM(load_u8) extern uint32_t extism_load_u8(uint64_t offset);
EXTISM(load_u64) extern uint64_t extism_load_u64(uint64_t offset);
EXTISM(store_u8) extern void extism_store_u8(uint64_t offset, uint32_t value);
EXTISM(store_u64) extern void extism_store_u64(uint64_t offset, uint64_t value);
EXTISM(input_length) extern uint64_t extism_input_length(void);
EXTISM(input_load_u8) extern uint32_t extism_input_load_u8(uint64_t offset);
EXTISM(input_load_u64) extern uint64_t extism_input_load_u64(uint64_t offset);
EXTISM(output_set) extern void extism_output_set(uint64_t offset, uint64_t length);
EXTISM(error_set) extern void extism_error_set(uint64_t offset);
EXTISM(config_get) extern uint64_t extism_config_get(uint64_t key);
EXTISM(var_get) extern uint64_t extism_var_get(uint64_t key);
EXTISM(var_set) extern void extism_var_set(uint64_t key, uint64_t value);
EXTISM(get_log_level) extern int32_t extism_get_log_level(void);
EXTISM(log_trace) extern void extism_log_trace(uint64_t message);
EXTISM(log_debug) extern void extism_log_debug(uint64_t message);
EXTISM(log_info) extern void extism_log_info(uint64_t message);
EXTISM(log_warn) extern void extism_log_warn(uint64_t message);
EXTISM(log_error) extern void extism_log_error(uint64_t message);
EXTISM(http_request) extern uint64_t extism_http_request(uint64_t request, uint64_t body);
EXTISM(http_status_code) extern int32_t extism_http_status_code(void);
EXTISM(http_headers) extern uint64_t extism_http_headers(void);

#endif
