import { bed, xpn } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { type Segment, repeat, segment } from "./hl7.ts";
import { personName } from "./people.ts";
import {
  allergySegments,
  diagnosisSegments,
  evn,
  insuranceSegments,
  nextOfKin,
  pid,
  pv1,
  pv2,
  recordNumber,
  zbr,
} from "./segments.ts";
import { timestamp } from "./time.ts";
import { type Visit, wardsFor } from "./visit.ts";

function adt(trigger: string, structure: string, visit: Visit, ...segments: Segment[]): Draft {
  const body = [evn(trigger, visit), ...segments];
  return { sender: "ADM", type: ["ADT", trigger, structure], at: visit.at, segments: body };
}

/** Admission (A01), registration (A04) and update (A08) share a structure. */
function admission(trigger: string, visit: Visit): Draft {
  const { patient, number } = visit;
  return adt(
    trigger,
    "ADT_A01",
    visit,
    pid(patient, number),
    ...nextOfKin(visit),
    pv1(visit),
    pv2(visit),
    ...allergySegments(visit),
    ...diagnosisSegments(visit, "A"),
    ...insuranceSegments(visit),
    zbr(patient),
  );
}

function transfer(visit: Visit): Draft {
  const { patient, number, random } = visit;
  const prior = bed(random, random.pick(wardsFor(patient)));
  return adt("A02", "ADT_A02", visit, pid(patient, number), pv1(visit, { 6: prior }), pv2(visit));
}

function discharge(visit: Visit): Draft {
  const { patient, number, random, at } = visit;
  const left = { 36: random.pick(["01", "02", "20"]), 45: timestamp(at) };
  return adt(
    "A03",
    "ADT_A03",
    visit,
    pid(patient, number),
    pv1(visit, left),
    ...allergySegments(visit),
    ...diagnosisSegments(visit, "F"),
    ...insuranceSegments(visit),
    zbr(patient),
  );
}

function cancelAdmission(visit: Visit): Draft {
  return adt("A11", "ADT_A09", visit, pid(visit.patient, visit.number), pv1(visit));
}

/** A28 adds a person, A31 updates one and erases the work telephone. There is no visit, which PV1-2 says with N. */
function person(trigger: string, visit: Visit): Draft {
  const { patient } = visit;
  const identification = pid(patient);
  const erased = { ...identification.fields, 14: '""' };
  return adt(
    trigger,
    "ADT_A05",
    visit,
    trigger === "A31" ? segment("PID", erased) : identification,
    ...nextOfKin(visit),
    segment("PV1", { 1: "1", 2: "N" }),
    ...allergySegments(visit),
    ...insuranceSegments(visit),
    zbr(patient),
  );
}

/** Merge: the record numbers in MRG are from now on the patient of PID. */
function merge(visit: Visit): Draft {
  const { random, patient } = visit;
  const superseded = Array.from({ length: random.int(1, 3) }, () => recordNumber(`9${random.digits(5)}`));
  const formerName = random.chance(0.5) ? patient.name : personName(random, patient.sex);
  const mrg = segment("MRG", { 1: repeat(...superseded), 7: xpn(formerName) });
  return adt("A40", "ADT_A39", visit, pid(patient), mrg);
}

export const adtKinds: readonly Kind[] = [
  { name: "adt-a01", family: "adt", count: 50, patientClass: "I", draft: (visit) => admission("A01", visit) },
  { name: "adt-a02", family: "adt", count: 20, patientClass: "I", draft: transfer },
  { name: "adt-a03", family: "adt", count: 28, patientClass: "I", draft: discharge },
  { name: "adt-a04", family: "adt", count: 32, patientClass: "E", draft: (visit) => admission("A04", visit) },
  { name: "adt-a08", family: "adt", count: 36, draft: (visit) => admission("A08", visit) },
  { name: "adt-a11", family: "adt", count: 12, patientClass: "I", draft: cancelAdmission },
  { name: "adt-a28", family: "adt", count: 16, draft: (visit) => person("A28", visit) },
  { name: "adt-a31", family: "adt", count: 16, draft: (visit) => person("A31", visit) },
  { name: "adt-a40", family: "adt", count: 14, draft: merge },
];
