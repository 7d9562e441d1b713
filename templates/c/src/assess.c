#include "assess.h"

static bool is_within(double value, double lowest, double highest) {
  return value >= lowest && value <= highest;
}

/* The class of a rounded index. */
static enum class_ class_of(double index) {
  if (index < 18.5)
    return CLASS_UNDERWEIGHT;
  if (index < 25)
    return CLASS_NORMAL;
  if (index < 30)
    return CLASS_OVERWEIGHT;
  return CLASS_OBESE;
}

bool assess(const struct measurement *measurement, struct assessment *assessment,
            struct vial_text *error) {
  double weight = measurement->weight_kg;
  double height = measurement->height_cm;
  if (!is_within(weight, 1, 650)) {
    *error = VIAL_TEXT("weightKg: out of range (1 to 650)");
    return false;
  }
  if (!is_within(height, 40, 280)) {
    *error = VIAL_TEXT("heightCm: out of range (40 to 280)");
    return false;
  }
  double index = weight * 10000 / (height * height);
  double rounded = __builtin_floor(index * 10 + 0.5) / 10;
  *assessment = (struct assessment){
      .patient = measurement->patient,
      .body_mass_index = rounded,
      .class_ = class_of(rounded),
  };
  return true;
}
