#include "vial_host.h"
#include "vial_extism.h"

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
