/* What the PDK asks of a host, under sanitizers: for host.test.mjs. */
#include "../native/vial_native.h"
#include <stdio.h>
#include <string.h>

VIAL_HOST_FUNCTION("extism:host/user", reverse)

uint64_t vial_import_reverse(uint64_t block) {
  struct vial_text text = vial_native_look(block);
  char reversed[64];
  for (size_t i = 0; i < text.length; i++)
    reversed[i] = text.data[text.length - 1 - i];
  return vial_native_give(reversed, text.length);
}

static int32_t config(void) {
  struct vial_text value;
  if (!vial_config_get(VIAL_TEXT("a"), &value))
    return vial_fail(VIAL_TEXT("absent"));
  return vial_succeed(value.data, value.length);
}

static int32_t variables(void) {
  struct vial_bytes value;
  if (!vial_var_get(VIAL_TEXT("count"), &value))
    value = (struct vial_bytes){(uint8_t *)"*", 1};
  uint8_t *longer = vial_reserve(value.length + 1);
  memcpy(longer, value.data, value.length);
  longer[value.length] = '*';
  vial_var_set(VIAL_TEXT("count"), (struct vial_bytes){longer, value.length + 1});
  vial_var_remove(VIAL_TEXT("other"));
  return vial_succeed(longer, value.length + 1);
}

static int32_t logs(void) {
  for (enum vial_log_level level = VIAL_TRACE; level <= VIAL_ERROR; level++)
    vial_log(level, VIAL_TEXT("logged"));
  return vial_succeed(NULL, 0);
}

static int32_t http(void) {
  static const struct vial_http_header headers[] = {{VIAL_TEXT("x-\"a\""), VIAL_TEXT("1")}};
  struct vial_http_request request = {.url = VIAL_TEXT("https://partner.example/"),
                                      .method = VIAL_TEXT("POST"),
                                      .headers = headers,
                                      .header_count = 1,
                                      .body = {(uint8_t *)"body", 4}};
  struct vial_http_response response;
  struct vial_text type = VIAL_TEXT("none");
  if (!vial_http(&request, &response) || response.status != 201)
    return vial_fail(VIAL_TEXT("no answer"));
  vial_http_header(VIAL_TEXT("content-type"), &type);
  char *answer = vial_reserve(response.body.length + type.length);
  memcpy(answer, response.body.data, response.body.length);
  memcpy(answer + response.body.length, type.data, type.length);
  return vial_succeed(answer, response.body.length + type.length);
}

static int32_t host_function(void) {
  struct vial_bytes input;
  vial_read_input(&input);
  struct vial_bytes output = reverse(input.data, input.length);
  return vial_succeed(output.data, output.length);
}

static void print(const char *name, struct vial_native_result result) {
  struct vial_text text = result.status == 0 ? result.output : result.error;
  printf("%s: %d %.*s\n", name, result.status, (int)text.length, text.data);
}

int main(void) {
  print("config", vial_native_call(config, NULL, 0));
  vial_native_set_config("a", "value");
  print("config", vial_native_call(config, NULL, 0));
  vial_native_set_var("other", "gone");
  print("variables", vial_native_call(variables, NULL, 0));
  print("variables", vial_native_call(variables, NULL, 0));
  vial_native_set_log_level(VIAL_WARN);
  print("logs", vial_native_call(logs, NULL, 0));
  vial_native_set_http(201, "{\"etag\":\"1\",\"content-type\":\"text/plain\"}", "answered ");
  print("http", vial_native_call(http, NULL, 0));
  struct vial_text request = vial_native_http_request();
  struct vial_text body = vial_native_http_body();
  printf("%.*s %.*s\n", (int)request.length, request.data, (int)body.length, body.data);
  print("host function", vial_native_call(host_function, "a longer text", 13));
  print("host function", vial_native_call(host_function, "", 0));
  return 0;
}
