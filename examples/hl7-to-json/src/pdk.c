#include "pdk.h"

#define EXTISM(name) __attribute__((import_module("extism:host/env"), import_name(#name)))

EXTISM(alloc) extern uint64_t extism_alloc(uint64_t length);
EXTISM(store_u8) extern void extism_store_u8(uint64_t offset, uint32_t value);
EXTISM(store_u64) extern void extism_store_u64(uint64_t offset, uint64_t value);
EXTISM(input_length) extern uint64_t extism_input_length(void);
EXTISM(input_load_u8) extern uint32_t extism_input_load_u8(uint64_t offset);
EXTISM(input_load_u64) extern uint64_t extism_input_load_u64(uint64_t offset);
EXTISM(output_set) extern void extism_output_set(uint64_t offset, uint64_t length);
EXTISM(error_set) extern void extism_error_set(uint64_t offset);

enum { PAGE = 65536, ALIGNMENT = 16 };

/* Set by the linker: the first byte behind the stack and the static data. */
extern uint8_t __heap_base;

static struct {
  struct vial_bytes input;
  uint8_t *output;
  bool direct; /* the host called vial_input: it also reads the result by vial_output */
  const uint8_t *result;
  size_t result_length;
} call;

/* Reserves `length` bytes and the padding at `address`; false when memory cannot grow so far. */
static bool reserve(uintptr_t address, size_t length, uintptr_t *end) {
  if (__builtin_add_overflow(address, length, end) ||
      __builtin_add_overflow(*end, VIAL_PADDING + ALIGNMENT - 1, end))
    return false;
  *end -= *end % ALIGNMENT;
  size_t pages = *end / PAGE + (*end % PAGE != 0);
  size_t present = __builtin_wasm_memory_size(0);
  return pages <= present || __builtin_wasm_memory_grow(0, pages - present) != SIZE_MAX;
}

static bool reserve_input(size_t length) {
  uintptr_t start = (uintptr_t)&__heap_base + ALIGNMENT - 1;
  start -= start % ALIGNMENT;
  uintptr_t end;
  if (!reserve(start, length, &end))
    return false;
  call.input = (struct vial_bytes){(uint8_t *)start, length};
  call.output = (uint8_t *)end;
  call.result_length = 0;
  return true;
}

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

/* A copy of the bytes in the host's memory: its offset there, 0 when there is no room. */
static uint64_t store(const uint8_t *data, size_t length) {
  uint64_t offset = extism_alloc(length);
  if (offset == 0)
    return 0;
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

/* Leaves the result for vial_output. True when that is all: a direct call, which ends here. */
static bool finish(const uint8_t *result, size_t length) {
  bool direct = call.direct;
  call.direct = false;
  call.result = result;
  call.result_length = length;
  return direct;
}

bool vial_read_input(struct vial_bytes *input) {
  if (!call.direct && !load_input())
    return false;
  *input = call.input;
  return true;
}

uint8_t *vial_reserve_output(size_t capacity) {
  uintptr_t end;
  return reserve((uintptr_t)call.output, capacity, &end) ? call.output : NULL;
}

int32_t vial_succeed(const uint8_t *output, size_t length) {
  if (finish(output, length) || length == 0)
    return 0;
  uint64_t offset = store(output, length);
  if (offset == 0)
    return 1;
  extism_output_set(offset, length);
  return 0;
}

int32_t vial_fail(const char *text) {
  size_t length = 0;
  while (text[length] != 0)
    length++;
  if (!finish((const uint8_t *)text, length)) {
    uint64_t offset = store((const uint8_t *)text, length);
    if (offset != 0)
      extism_error_set(offset);
  }
  return 1;
}
