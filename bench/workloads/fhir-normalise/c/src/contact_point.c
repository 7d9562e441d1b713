#include "contact_point.h"
#include "text.h"

static bool is_digit(char byte) {
  return (unsigned)(byte - '0') <= 9;
}

/* Copies the digits; returns how many, 0 where anything but separators is between them. */
static size_t copy_digits(struct vial_text text, char *to) {
  size_t count = 0;
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.data[i];
    if (is_digit(byte))
      to[count++] = byte;
    else if (byte != ' ' && byte != '(' && byte != ')' && byte != '-' && byte != '.')
      return 0;
  }
  return count;
}

static bool normalise_phone(struct vial_text *text) {
  enum { PREFIX = 3 };
  char *room = vial_reserve(PREFIX + text->length);
  if (room == NULL)
    return false;
  bool has_plus = text->length > 0 && text->data[0] == '+';
  char *digits = room + PREFIX;
  size_t count =
      copy_digits((struct vial_text){text->data + has_plus, text->length - has_plus}, digits);
  if (count == 0)
    return true;
  if (has_plus) {
    digits[-1] = '+';
    *text = (struct vial_text){digits - 1, count + 1};
  } else if (count >= 2 && digits[0] == '0' && digits[1] == '0') {
    digits[1] = '+';
    *text = (struct vial_text){digits + 1, count - 1};
  } else if (count == 10 || count == 11) {
    __builtin_memcpy(room, "+55", PREFIX);
    *text = (struct vial_text){room, count + PREFIX};
  } else {
    *text = (struct vial_text){digits, count};
  }
  return true;
}

bool normalise_contact_point(struct node *object) {
  struct node *value = find_member(object, VIAL_TEXT("value"));
  if (value == NULL || value->kind != KIND_STRING)
    return true;
  struct vial_text system = find_text(object, VIAL_TEXT("system"));
  if (is_text(system, VIAL_TEXT("email")))
    return lower_case(&value->text);
  if (is_text(system, VIAL_TEXT("phone")) || is_text(system, VIAL_TEXT("fax")) ||
      is_text(system, VIAL_TEXT("sms")))
    return normalise_phone(&value->text);
  return true;
}
