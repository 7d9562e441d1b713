// The measurements as the model has them, and its logistic regression.

import { Measurements, Patient, Sex } from "./messages";

export const FEATURES: i32 = 8;

const WEIGHTS: StaticArray<f64> = [0.62, 0.11, 0.24, 0.19, 0.28, -0.27, 0.08, 0.31];

/** Writes the standardised measurements, `stride` bytes apart; false where one is out of range. */
export function standardise(m: Measurements, to: usize, stride: usize): bool {
  return (
    put(m.age, 18, 120, 58, 0.07, to) &&
    put(m.bmi, 8, 100, 27.4, 0.19, to + stride) &&
    put(m.cholesterol, 0.5, 30, 5.3, 0.85, to + 2 * stride) &&
    put(m.creatinine, 5, 2000, 84, 0.04, to + 3 * stride) &&
    put(m.hba1c, 2, 25, 6.1, 0.7, to + 4 * stride) &&
    put(m.hdl, 0.1, 10, 1.35, 2.4, to + 5 * stride) &&
    put(m.heartRate, 20, 300, 74, 0.08, to + 6 * stride) &&
    put(m.systolic, 40, 300, 134, 0.05, to + 7 * stride)
  );
}

@inline
function put(value: f64, low: f64, high: f64, mean: f64, scale: f64, to: usize): bool {
  store<f64>(to, (value - mean) * scale);
  return value >= low && value <= high;
}

/** The probability that the logistic regression gives. */
export function riskOf(patient: Patient, z: StaticArray<f64>): f64 {
  let bias: f64 = -2.1;
  if (patient.sex == Sex.Male) bias += 0.35;
  if (patient.smoker) bias += 0.54;
  if (patient.diabetic) bias += 0.47;
  const t = term(z, 0) + term(z, 1) + (term(z, 2) + term(z, 3)) + bias;
  return 1 / (1 + exp(-t));
}

@inline
function term(z: StaticArray<f64>, j: i32): f64 {
  return unchecked(WEIGHTS[j] * z[j] + WEIGHTS[j + 4] * z[j + 4]);
}

/** fdlibm's e_exp.c; AssemblyScript's own Math.exp is another algorithm. */
function exp(x: f64): f64 {
  const k = Math.floor(x * 1.442695040888963387 + 0.5);
  const hi = x - k * 6.93147180369123816490e-1;
  const lo = k * 1.90821492927058770002e-10;
  const r = hi - lo;
  const q = r * r;
  const polynomial =
    1.66666666666666019037e-1 +
    q *
      (-2.77777777770155933842e-3 +
        q * (6.61375632143793436117e-5 + q * (-1.6533902205465251539e-6 + q * 4.13813679705723846039e-8)));
  const c = r - q * polynomial;
  return (1 - (lo - (r * c) / (2 - c) - hi)) * reinterpret<f64>((<i64>k + 1023) << 52);
}
