// The fields of an observation set, named as in the input schema.

import { scan } from "@vial/as-pdk/assembly";

export const enum Field {
  // The parameters of the scoring chart, in its order …
  RespirationRate,
  Spo2,
  AirOrOxygen,
  SystolicBloodPressure,
  Pulse,
  Consciousness,
  Temperature,
  // … and what else is said of the patient.
  Spo2Scale,
  AgeYears,
  Pregnant,
  Id,
  None,
}

/** The first so many fields are the scoring chart's parameters. */
export const PARAMETERS: i32 = 7;

export function fieldName(field: Field): string {
  switch (field) {
    case Field.RespirationRate: return "respirationRate";
    case Field.Spo2: return "spo2";
    case Field.AirOrOxygen: return "airOrOxygen";
    case Field.SystolicBloodPressure: return "systolicBloodPressure";
    case Field.Pulse: return "pulse";
    case Field.Consciousness: return "consciousness";
    case Field.Temperature: return "temperature";
    case Field.Spo2Scale: return "spo2Scale";
    case Field.AgeYears: return "ageYears";
    case Field.Pregnant: return "pregnant";
    default: return "id";
  }
}

/** The field whose name was read last. */
export function fieldNamed(): Field {
  for (let field = Field.RespirationRate; field < Field.None; field++) {
    if (scan.textIs(fieldName(field))) return field;
  }
  return Field.None;
}
