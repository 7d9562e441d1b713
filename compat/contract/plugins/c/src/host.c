/* What a host offers: configuration, variables, logs, host functions. */
#include "answer.h"

VIAL_HOST_FUNCTION("extism:host/user", reverse)

VIAL_EXPORT("host") int32_t host(void) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return fail_for_memory();
  struct vial_bytes output = reverse(input.data, input.length);
  return vial_succeed(output.data, output.length);
}

VIAL_EXPORT("config") int32_t config(void) {
  struct vial_text key;
  struct vial_text value;
  if (!read_name(&key))
    return fail_for_memory();
  if (!vial_config_get(key, &value))
    return vial_fail(VIAL_TEXT("config: absent"));
  return vial_succeed(value.data, value.length);
}

VIAL_EXPORT("var_set") int32_t var_set(void) {
  struct vial_text name;
  if (!read_name(&name))
    return fail_for_memory();
  const char *equals = name.data;
  const char *end = name.data + name.length;
  while (equals < end && *equals != '=')
    equals++;
  if (equals == end)
    return vial_fail(VIAL_TEXT("input: no ="));
  name.length = (size_t)(equals - name.data);
  vial_var_set(name, (struct vial_bytes){(uint8_t *)equals + 1, (size_t)(end - equals - 1)});
  return vial_succeed(NULL, 0);
}

VIAL_EXPORT("var_get") int32_t var_get(void) {
  struct vial_text name;
  struct vial_bytes value;
  if (!read_name(&name))
    return fail_for_memory();
  if (!vial_var_get(name, &value))
    return vial_fail(VIAL_TEXT("var: absent"));
  return vial_succeed(value.data, value.length);
}

VIAL_EXPORT("var_remove") int32_t var_remove(void) {
  struct vial_text name;
  if (!read_name(&name))
    return fail_for_memory();
  vial_var_remove(name);
  return vial_succeed(NULL, 0);
}

VIAL_EXPORT("log") int32_t log_at_every_level(void) {
  struct vial_text message;
  if (!read_name(&message))
    return fail_for_memory();
  for (enum vial_log_level level = VIAL_TRACE; level <= VIAL_ERROR; level++)
    vial_log(level, message);
  return succeed_with_number(vial_log_level());
}
