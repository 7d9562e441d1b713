#include "answer.h"
#include "vial_json.h"

struct headers {
  struct vial_http_header *items;
  size_t count;
  size_t capacity;
};

static void read_headers(struct vial_json_reader *reader, struct headers *headers) {
  struct vial_text name;
  vial_json_open_object(reader);
  while (vial_json_next_member(reader, &name)) {
    if (headers->count == headers->capacity) {
      headers->items =
          vial_json_more_items(reader, headers->items, &headers->capacity, sizeof *headers->items);
      if (headers->items == NULL)
        return;
    }
    struct vial_http_header *header = &headers->items[headers->count++];
    header->name = name;
    vial_json_read_string(reader, &header->value);
  }
}

static bool read_request(struct vial_json_reader *reader, struct vial_http_request *request) {
  struct vial_text key;
  struct vial_text body = {0};
  struct headers headers = {0};
  bool met_url = false;
  *request = (struct vial_http_request){0};
  vial_json_open_object(reader);
  while (vial_json_next_member(reader, &key)) {
    if (vial_text_equals(key, VIAL_TEXT("url"))) {
      met_url = true;
      vial_json_read_string(reader, &request->url);
    } else if (vial_text_equals(key, VIAL_TEXT("method"))) {
      vial_json_read_string(reader, &request->method);
    } else if (vial_text_equals(key, VIAL_TEXT("headers"))) {
      headers.count = 0;
      read_headers(reader, &headers);
    } else if (vial_text_equals(key, VIAL_TEXT("body"))) {
      vial_json_read_string(reader, &body);
    } else {
      vial_json_fail(reader, "expected no such member");
    }
  }
  if (!met_url)
    return vial_json_fail_missing(reader, VIAL_TEXT("url"));
  request->headers = headers.items;
  request->header_count = headers.count;
  request->body = (struct vial_bytes){(uint8_t *)body.data, body.length};
  return vial_json_read_end(reader);
}

static int32_t answer(const struct vial_http_response *response) {
  struct vial_text body;
  struct vial_text type = {0};
  if (!vial_to_text(response->body, &body))
    return vial_fail(VIAL_TEXT("body: not UTF-8"));
  vial_http_header(VIAL_TEXT("content-type"), &type);
  struct vial_json_writer writer;
  vial_json_write_begin(&writer);
  vial_json_write_bracket(&writer, '{');
  VIAL_JSON_KEY(&writer, "body");
  vial_json_write_string(&writer, body);
  VIAL_JSON_KEY(&writer, "contentType");
  vial_json_write_string(&writer, type);
  VIAL_JSON_KEY(&writer, "status");
  vial_json_write_integer(&writer, response->status);
  vial_json_write_bracket(&writer, '}');
  return vial_json_succeed(&writer);
}

VIAL_EXPORT("http") int32_t http(void) {
  struct vial_bytes input;
  struct vial_json_reader reader;
  struct vial_http_request request;
  struct vial_http_response response;
  if (!vial_read_input(&input))
    return fail_for_memory();
  vial_json_read_begin(&reader, input);
  if (!read_request(&reader, &request))
    return vial_fail(vial_json_read_error(&reader));
  if (!vial_http(&request, &response))
    return vial_fail(VIAL_TEXT("memory cannot hold the request"));
  return answer(&response);
}
