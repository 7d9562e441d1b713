#include "model.h"

static const struct {
  double low;
  double high;
  double mean;
  double scale;
} features[FEATURES] = {
    {18, 120, 58, 0.07}, {8, 100, 27.4, 0.19}, {0.5, 30, 5.3, 0.85}, {5, 2000, 84, 0.04},
    {2, 25, 6.1, 0.7},   {0.1, 10, 1.35, 2.4}, {20, 300, 74, 0.08},  {40, 300, 134, 0.05},
};

static const double weights[FEATURES] = {0.62, 0.11, 0.24, 0.19, 0.28, -0.27, 0.08, 0.31};

bool standardise(const struct measurements *measurements, double *to, size_t stride) {
  const double values[FEATURES] = {
      measurements->age,    measurements->bmi, measurements->cholesterol, measurements->creatinine,
      measurements->hba1_c, measurements->hdl, measurements->heart_rate,  measurements->systolic,
  };
  for (size_t i = 0; i < FEATURES; i++) {
    if (!(values[i] >= features[i].low && values[i] <= features[i].high))
      return false;
    to[i * stride] = (values[i] - features[i].mean) * features[i].scale;
  }
  return true;
}

/* fdlibm's e_exp.c. */
static double exponential(double x) {
  const double p1 = 1.66666666666666019037e-1;
  const double p2 = -2.77777777770155933842e-3;
  const double p3 = 6.61375632143793436117e-5;
  const double p4 = -1.65339022054652515390e-6;
  const double p5 = 4.13813679705723846039e-8;
  double k = __builtin_floor(x * 1.44269504088896338700 + 0.5);
  double hi = x - k * 6.93147180369123816490e-1;
  double lo = k * 1.90821492927058770002e-10;
  double r = hi - lo;
  double q = r * r;
  double c = r - q * (p1 + q * (p2 + q * (p3 + q * (p4 + q * p5))));
  uint64_t bits = (uint64_t)((int64_t)k + 1023) << 52;
  double two_to_the_k;
  __builtin_memcpy(&two_to_the_k, &bits, sizeof two_to_the_k);
  return (1 - ((lo - (r * c) / (2 - c)) - hi)) * two_to_the_k;
}

static double term(const double *z, size_t j) {
  return weights[j] * z[j] + weights[j + 4] * z[j + 4];
}

double risk_of(const struct patient *patient, const double *z) {
  double bias = -2.1;
  if (patient->sex == SEX_MALE)
    bias += 0.35;
  if (patient->smoker)
    bias += 0.54;
  if (patient->diabetic)
    bias += 0.47;
  double t = ((term(z, 0) + term(z, 1)) + (term(z, 2) + term(z, 3))) + bias;
  return 1 / (1 + exponential(-t));
}
