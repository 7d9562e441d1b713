/*
 * Numbers through the PDK, for numbers.test.mjs. `write` turns doubles into lines of text, `read`
 * lines of text into doubles, a line that is none into the negative NaN of all ones; `power` prints
 * the powers of ten.
 */
#include "../json/vial_number.h"
#include "../json/vial_power.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int write_all(void) {
  double number;
  char text[VIAL_NUMBER_LENGTH];
  while (fread(&number, sizeof number, 1, stdin) == 1)
    printf("%.*s\n", (int)vial_number_write(number, text), text);
  return 0;
}

static int read_all(void) {
  size_t capacity = 1 << 20;
  char *line = malloc(capacity);
  while (fgets(line, (int)capacity, stdin) != NULL) {
    const uint8_t *at = (const uint8_t *)line;
    const uint8_t *end = at + strcspn(line, "\n");
    double number;
    bool ok = vial_number_read(&at, end, &number) == VIAL_NUMBER_OK && at == end;
    uint64_t bits = UINT64_MAX;
    if (ok)
      memcpy(&bits, &number, sizeof bits);
    fwrite(&bits, sizeof bits, 1, stdout);
  }
  free(line);
  return 0;
}

static int print_powers(void) {
  for (int exponent = VIAL_POWER_LOWEST; exponent <= VIAL_POWER_HIGHEST; exponent++) {
    struct vial_power power = vial_power_of_ten(exponent);
    printf("%016llx%016llx\n", (unsigned long long)power.high, (unsigned long long)power.low);
  }
  return 0;
}

int main(int count, char **arguments) {
  const char *mode = count == 2 ? arguments[1] : "";
  if (strcmp(mode, "write") == 0)
    return write_all();
  if (strcmp(mode, "read") == 0)
    return read_all();
  return print_powers();
}
