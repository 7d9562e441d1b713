import { bed, consultingRoom } from "./datatypes.ts";
import type { Component } from "./hl7.ts";
import { type Patient, type Population, type Practitioner, age } from "./people.ts";
import { type Ward, wards } from "./places.ts";
import type { Random } from "./random.ts";
import { baseDate, day, minute } from "./time.ts";

/** What one message is about: who, where, when. */
export interface Visit {
  readonly random: Random;
  readonly people: Population;
  readonly patient: Patient;
  readonly attending: Practitioner;
  readonly number: string;
  /** PV1-2: inpatient, outpatient or emergency. */
  readonly kind: "I" | "O" | "E";
  readonly ward: Ward;
  readonly location: readonly Component[];
  readonly admitted: number;
  /** When the message's event happened. */
  readonly at: number;
}

/** Where a patient can lie: children in paediatrics only, obstetrics for women of childbearing age. */
export function wardsFor(patient: Patient): readonly Ward[] {
  const years = age(patient);
  if (years < 16) return wards.filter(({ code }) => code === "PED");
  const childbearing = patient.sex === "F" && years < 50;
  return wards.filter(({ code }) => code !== "PED" && (code !== "OBS" || childbearing));
}

export function createVisit(random: Random, people: Population, kind?: Visit["kind"]): Visit {
  const at = baseDate + random.int(0, 60 * 24 * 60) * minute;
  const patient = random.pick(people.patients);
  const ward = random.pick(wardsFor(patient));
  const patientClass = kind ?? random.pick(["I", "I", "O", "E"] as const);
  return {
    random,
    people,
    patient,
    attending: random.pick(people.practitioners),
    number: `26${random.digits(7)}`,
    kind: patientClass,
    ward,
    location: patientClass === "O" ? consultingRoom(random) : bed(random, ward),
    admitted: patientClass === "I" ? at - random.int(0, 12) * day - random.int(5, 600) * minute : at,
    at,
  };
}
