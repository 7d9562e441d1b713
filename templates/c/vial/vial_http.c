#include "vial_extism.h"
#include "vial_host.h"
#include "vial_json.h"

static void write_request(struct vial_json_writer *writer,
                          const struct vial_http_request *request) {
  vial_json_write_begin(writer);
  vial_json_write_bracket(writer, '{');
  if (request->header_count > 0) {
    VIAL_JSON_KEY(writer, "headers");
    vial_json_write_bracket(writer, '{');
    for (size_t i = 0; i < request->header_count; i++) {
      vial_json_write_key(writer, request->headers[i].name);
      vial_json_write_string(writer, request->headers[i].value);
    }
    vial_json_write_bracket(writer, '}');
  }
  if (request->method.length > 0) {
    VIAL_JSON_KEY(writer, "method");
    vial_json_write_string(writer, request->method);
  }
  VIAL_JSON_KEY(writer, "url");
  vial_json_write_string(writer, request->url);
  vial_json_write_bracket(writer, '}');
}

bool vial_http(const struct vial_http_request *request, struct vial_http_response *response) {
  struct vial_json_writer writer;
  struct vial_text json;
  write_request(&writer, request);
  if (!vial_json_write_end(&writer, &json))
    return false;
  uint64_t head = vial_block_give(json.data, json.length);
  uint64_t body = vial_block_give(request->body.data, request->body.length);
  if (head == 0 || (body == 0 && request->body.length != 0))
    return false;
  response->body = vial_block_take(extism_http_request(head, body));
  response->status = extism_http_status_code();
  return true;
}

bool vial_http_header(struct vial_text name, struct vial_text *value) {
  struct vial_json_reader reader;
  struct vial_text key;
  bool found = false;
  vial_json_read_begin(&reader, vial_block_take(extism_http_headers()));
  if (vial_json_open_object(&reader)) {
    while (vial_json_next_member(&reader, &key)) {
      if (vial_text_equals(key, name))
        found = vial_json_read_string(&reader, value);
      else
        vial_json_skip(&reader);
    }
  }
  return found;
}
