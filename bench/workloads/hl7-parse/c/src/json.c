#include "json.h"

bool json_grow(struct json *json, size_t count) {
  size_t used = (size_t)(json->at - json->start);
  size_t old = json->start == NULL ? 0 : (size_t)(json->full - json->start) + JSON_SLACK;
  size_t capacity = used + used / 2 + count + JSON_SLACK;
  uint8_t *start = vial_grow(json->start, old, capacity);
  if (start == NULL)
    return false;
  *json = (struct json){start + used, start + capacity - JSON_SLACK, start};
  return true;
}

void json_put(struct json *json, uint8_t character) {
  static const char short_forms[] = "btn\0fr"; /* from U+0008 on */
  static const char digits[] = "0123456789abcdef";
  if (character == '"' || character == '\\') {
    *json->at++ = '\\';
    *json->at++ = character;
  } else if (character >= ' ') {
    *json->at++ = character;
  } else if (character >= '\b' && character <= '\r' && character != '\v') {
    *json->at++ = '\\';
    *json->at++ = (uint8_t)short_forms[character - '\b'];
  } else {
    JSON(json, "\\u00");
    *json->at++ = (uint8_t)digits[character >> 4];
    *json->at++ = (uint8_t)digits[character & 15];
  }
}
