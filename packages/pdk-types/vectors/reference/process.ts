import { closedObject, number, text } from "./expect.ts";
import { readJson } from "./json-reader.ts";
import { writeJson } from "./json-writer.ts";

interface Measurement {
  patient: string;
  weightKg: number;
  heightCm: number;
}

/** A failure with exactly this text. */
export class Failure extends Error {
  override readonly name = "Failure";
}

const measurement = closedObject<Measurement>({ patient: text, weightKg: number, heightCm: number }, [
  "patient",
  "weightKg",
  "heightCm",
]);

/** What a template's `process` answers: `template/measurement.schema.json` in, `template/assessment.schema.json` out. */
export function process(input: Uint8Array): string {
  const { patient, weightKg, heightCm } = measurement(readJson(input), "");
  if (weightKg < 1 || weightKg > 650) throw new Failure("weightKg: out of range (1 to 650)");
  if (heightCm < 40 || heightCm > 280) throw new Failure("heightCm: out of range (40 to 280)");
  const bodyMassIndex = Math.floor(((weightKg * 10000) / (heightCm * heightCm)) * 10 + 0.5) / 10;
  return writeJson(
    new Map<string, string | number>([
      ["patient", patient],
      ["bodyMassIndex", bodyMassIndex],
      ["class", classOf(bodyMassIndex)],
    ]),
  );
}

function classOf(bodyMassIndex: number): string {
  if (bodyMassIndex < 18.5) return "underweight";
  if (bodyMassIndex < 25) return "normal";
  return bodyMassIndex < 30 ? "overweight" : "obese";
}
