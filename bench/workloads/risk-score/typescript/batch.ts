import { isUtf8 } from "node:buffer";

/** The measurements' names, in the order of the model. */
export const MEASUREMENTS = [
  "age",
  "bmi",
  "cholesterol",
  "creatinine",
  "hba1c",
  "hdl",
  "heartRate",
  "systolic",
] as const;

export type Measurements = Readonly<Record<(typeof MEASUREMENTS)[number], number>>;
export interface Case {
  readonly measurements: Measurements;
  readonly outcome: boolean;
}
export interface Patient {
  readonly diabetic: boolean;
  readonly id: string;
  readonly measurements: Measurements;
  readonly sex: "female" | "male";
  readonly smoker: boolean;
}
export interface Batch {
  readonly cohort: readonly Case[];
  readonly patients: readonly Patient[];
}

type Members = Readonly<Record<string, unknown>>;

/** The batch that the bytes are; undefined where they are none. */
export function parseBatch(bytes: Uint8Array): Batch | undefined {
  if (!isUtf8(bytes)) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
  return isBatch(document) ? document : undefined;
}

function isBatch(value: unknown): value is Batch {
  if (!isObject(value, 2)) return false;
  const { cohort, patients } = value;
  return (
    Array.isArray(cohort) && Array.isArray(patients) && cohort.every(isCase) && patients.every(isPatient)
  );
}

function isCase(value: unknown): value is Case {
  return (
    isObject(value, 2) && areMeasurements(value["measurements"]) && typeof value["outcome"] === "boolean"
  );
}

function isPatient(value: unknown): value is Patient {
  if (!isObject(value, 5)) return false;
  const { diabetic, id, measurements, sex, smoker } = value;
  return (
    typeof diabetic === "boolean" &&
    typeof id === "string" &&
    id.isWellFormed() &&
    areMeasurements(measurements) &&
    (sex === "female" || sex === "male") &&
    typeof smoker === "boolean"
  );
}

function areMeasurements(value: unknown): value is Measurements {
  return isObject(value, MEASUREMENTS.length) && MEASUREMENTS.every((name) => Number.isFinite(value[name]));
}

/** Whether it is an object with so many members. That the known ones are all there, the caller sees by their types. */
function isObject(value: unknown, members: number): value is Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  let count = 0;
  for (const _name in value) count++;
  return count === members;
}
