#include "error.h"

enum { LONGEST_ERROR = 256 };

struct line {
  char text[LONGEST_ERROR];
  size_t length;
};

static void append(struct line *line, const char *text) {
  while (*text != 0 && line->length < LONGEST_ERROR)
    line->text[line->length++] = *text++;
}

static void append_number(struct line *line, size_t number) {
  char digits[3 * sizeof number + 1];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = (char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  append(line, first);
}

struct vial_text error_format(const struct error *error) {
  static struct line line;
  line.length = 0;
  append(&line, error->code);
  append(&line, ": ");
  if (error->segment != 0) {
    append(&line, "segment ");
    append_number(&line, error->segment);
    append(&line, " ");
  }
  append(&line, "at byte ");
  append_number(&line, error->byte);
  append(&line, ": ");
  append(&line, error->text);
  return (struct vial_text){line.text, line.length};
}
