/* Unit tests: a program of this machine, run by `npm run test:unit`. */
#include "assess.h"
#include "native/vial_native.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static int failures;

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                               \
      failures++;                                                                                  \
    }                                                                                              \
  } while (0)

static bool equals(struct vial_text text, const char *expected) {
  return text.length == strlen(expected) && memcmp(text.data, expected, text.length) == 0;
}

static struct assessment assessed(double weight_kg, double height_cm) {
  struct measurement measurement = {
      .patient = VIAL_TEXT("p-1"), .weight_kg = weight_kg, .height_cm = height_cm};
  struct assessment assessment = {.body_mass_index = -1};
  struct vial_text error;
  CHECK(assess(&measurement, &assessment, &error));
  return assessment;
}

static void rounds_half_up_and_classifies_the_rounded_index(void) {
  CHECK(assessed(57, 178).class_ == CLASS_UNDERWEIGHT);
  CHECK(assessed(73.8, 200).body_mass_index == 18.5);
  CHECK(assessed(73.8, 200).class_ == CLASS_NORMAL);
  CHECK(assessed(81.4, 178).body_mass_index == 25.7);
  CHECK(assessed(81.4, 178).class_ == CLASS_OVERWEIGHT);
  CHECK(assessed(120, 200).class_ == CLASS_OBESE);
  CHECK(equals(assessed(120, 200).patient, "p-1"));
}

static void refuses_what_is_out_of_range(void) {
  static const double weights[] = {0.99, 650.01, -1, NAN};
  struct assessment assessment;
  struct vial_text error;
  for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
    struct measurement heavy = {.weight_kg = weights[i], .height_cm = 178};
    CHECK(!assess(&heavy, &assessment, &error));
    CHECK(equals(error, "weightKg: out of range (1 to 650)"));
  }
  struct measurement small = {.weight_kg = 80, .height_cm = 39.9};
  CHECK(!assess(&small, &assessment, &error));
  CHECK(equals(error, "heightCm: out of range (40 to 280)"));
}

extern int32_t process(void);

static void takes_and_gives_json(void) {
  static const char json[] = "{\"patient\":\"Zo\\u00eb\",\"weightKg\":81.4,\"heightCm\":1.78e2}";
  struct vial_native_result result = vial_native_call(process, json, sizeof json - 1);
  CHECK(result.status == 0);
  CHECK(equals(result.output,
               "{\"bodyMassIndex\":25.7,\"class\":\"overweight\",\"patient\":\"Zoë\"}"));
}

static void says_where_json_does_not_fit(void) {
  static const char json[] = "{\"patient\":\"p-1\",\"weightKg\":\"81.4\",\"heightCm\":178}";
  struct vial_native_result result = vial_native_call(process, json, sizeof json - 1);
  CHECK(result.status == 1);
  CHECK(equals(result.error, "/weightKg: expected a number"));
}

static void says_when_memory_is_full(void) {
  vial_native_set_memory_limit(16);
  struct vial_native_result result = vial_native_call(process, "{}", 2);
  vial_native_set_memory_limit(SIZE_MAX);
  CHECK(equals(result.error, "memory cannot hold the input"));
}

int main(void) {
  rounds_half_up_and_classifies_the_rounded_index();
  refuses_what_is_out_of_range();
  takes_and_gives_json();
  says_where_json_does_not_fit();
  says_when_memory_is_full();
  return failures == 0 ? 0 : 1;
}
