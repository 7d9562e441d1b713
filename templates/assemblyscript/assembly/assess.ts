import { fail } from "@vial/as-pdk/assembly";
import { bodyMassIndex, classOf } from "./body-mass-index";
import { Assessment, Measurement } from "./messages";

/** Assesses an adult's weight and height. A measurement out of range fails the call, and null comes back. */
export function assess(measurement: Measurement): Assessment | null {
  const weightKg = measurement.weightKg;
  const heightCm = measurement.heightCm;
  if (weightKg < 1 || weightKg > 650) return fail<Assessment>("weightKg: out of range (1 to 650)");
  if (heightCm < 40 || heightCm > 280) return fail<Assessment>("heightCm: out of range (40 to 280)");

  const assessment = new Assessment();
  assessment.patient = measurement.patient;
  assessment.bodyMassIndex = bodyMassIndex(weightKg, heightCm);
  assessment.class = classOf(assessment.bodyMassIndex);
  return assessment;
}
