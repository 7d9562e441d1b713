import { MEASUREMENTS, type Measurements, type Patient } from "./batch.ts";

const FEATURES = MEASUREMENTS.length;
const LOW = [18, 8, 0.5, 5, 2, 0.1, 20, 40];
const HIGH = [120, 100, 30, 2000, 25, 10, 300, 300];
const MEAN = [58, 27.4, 5.3, 84, 6.1, 1.35, 74, 134];
const SCALE = [0.07, 0.19, 0.85, 0.04, 0.7, 2.4, 0.08, 0.05];
const WEIGHT = [0.62, 0.11, 0.24, 0.19, 0.28, -0.27, 0.08, 0.31];

/**
 * Writes the standardised measurements of every `stride`-th place from `at` on; false where one is out of range.
 */
export function standardise(
  measurements: Measurements,
  to: Float64Array,
  at: number,
  stride: number,
): boolean {
  for (let i = 0; i < FEATURES; i++) {
    const value = measurements[MEASUREMENTS[i]!];
    if (!(value >= LOW[i]! && value <= HIGH[i]!)) return false;
    to[at + i * stride] = (value - MEAN[i]!) * SCALE[i]!;
  }
  return true;
}

/** The probability that the logistic regression gives. */
export function riskOf({ sex, smoker, diabetic }: Patient, z: Float64Array): number {
  let bias = -2.1;
  if (sex === "male") bias += 0.35;
  if (smoker) bias += 0.54;
  if (diabetic) bias += 0.47;
  return 1 / (1 + exp(-(term(z, 0) + term(z, 1) + (term(z, 2) + term(z, 3)) + bias)));
}

function term(z: Float64Array, j: number): number {
  return WEIGHT[j]! * z[j]! + WEIGHT[j + 4]! * z[j + 4]!;
}

/** fdlibm's e_exp.c, which JavaScript engines need not follow. */
function exp(x: number): number {
  const k = Math.floor(x * 1.442695040888963387 + 0.5);
  const hi = x - k * 6.9314718036912381649e-1;
  const lo = k * 1.90821492927058770002e-10;
  const r = hi - lo;
  const q = r * r;
  const polynomial =
    1.66666666666666019037e-1 +
    q *
      (-2.77777777770155933842e-3 +
        q * (6.61375632143793436117e-5 + q * (-1.6533902205465251539e-6 + q * 4.13813679705723846039e-8)));
  const c = r - q * polynomial;
  return (1 - (lo - (r * c) / (2 - c) - hi)) * 2 ** k;
}
