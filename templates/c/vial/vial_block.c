#include "vial_attributes.h"
#include "vial_extism.h"
#include "vial_host.h"

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
