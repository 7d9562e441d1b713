#include "vial.h"
#include "vial_extism.h"
#include "vial_host.h"
#include "vial_memory.h"

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
