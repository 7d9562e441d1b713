import { allergies, diagnoses, payers, reasons } from "./clinic.ts";
import { ce, emailXtn, xad, xcn, xpn, xtn } from "./datatypes.ts";
import { type Repetition, type Segment, repeat, segment } from "./hl7.ts";
import { type Patient, fullName, personName } from "./people.ts";
import { facility } from "./places.ts";
import { date, day, timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

/** The registries that give CPF and CNS, as HD: name, OID, type. */
const taxpayerRegistry = ["RFB", "2.16.840.1.113883.13.237", "ISO"];
const healthCardRegistry = ["DATASUS", "2.16.840.1.113883.13.236", "ISO"];

/** CX of the hospital's own medical record number. */
export function recordNumber(record: string): Repetition {
  return [record, undefined, undefined, facility.code, "MR"];
}

export function evn(trigger: string, { at, random, people }: Visit): Segment {
  return segment("EVN", {
    1: trigger,
    2: timestamp(at),
    5: xcn(random.pick(people.practitioners)),
    6: timestamp(at - random.int(0, 20) * 60_000),
  });
}

/** PID; with the number of a visit, PID-18 ties the message to it. */
export function pid(patient: Patient, visitNumber?: string): Segment {
  const { area } = patient.address.city;
  const phones = [xtn("PRN", "CP", area, patient.mobile)];
  if (patient.landline) phones.push(xtn("ORN", "PH", area, patient.landline));
  if (patient.email) phones.push(emailXtn(patient.email));
  return segment("PID", {
    1: "1",
    3: repeat(
      recordNumber(patient.record),
      [patient.cpf, undefined, undefined, taxpayerRegistry, "TAX"],
      [patient.cns, undefined, undefined, healthCardRegistry, "HC"],
    ),
    5: xpn(patient.name),
    6: xpn(patient.mother),
    7: date(patient.birth),
    8: patient.sex,
    10: ce(patient.race[0], patient.race[1], "99RACACOR"),
    11: xad(patient.address),
    13: repeat(...phones),
    15: ce("pt", "Português", "ISO639"),
    16: ce(patient.marital[0], patient.marital[1], "HL70002"),
    18: visitNumber ? [visitNumber, undefined, undefined, facility.code, "AN"] : undefined,
    26: ce("BRA", "Brasil", "ISO3166"),
  });
}

/** PV1, with what only the event knows (prior bed, discharge) given as fields. */
export function pv1(visit: Visit, fields: Segment["fields"] = {}): Segment {
  const { random, people } = visit;
  return segment("PV1", {
    1: "1",
    2: visit.kind,
    3: visit.location,
    4: random.pick(["E", "U", "R"]),
    7: xcn(visit.attending),
    8: xcn(random.pick(people.practitioners)),
    10: visit.ward.service,
    14: random.pick(["1", "4", "7"]),
    19: [visit.number, undefined, undefined, facility.code, "VN"],
    44: timestamp(visit.admitted),
    ...fields,
  });
}

export function pv2({ random, admitted }: Visit): Segment {
  return segment("PV2", {
    3: [undefined, random.pick(reasons)],
    8: timestamp(admitted),
    9: date(admitted + random.int(2, 15) * day),
  });
}

/** One to three next of kin. */
export function nextOfKin({ random, patient }: Visit): Segment[] {
  const relations = random.sample([["MTH", "Mãe"] as const, ["SPO", "Cônjuge"], ["CHD", "Filho(a)"]], 2);
  return relations.slice(0, random.int(1, 2)).map(([code, text], index) =>
    segment("NK1", {
      1: String(index + 1),
      2: xpn(code === "MTH" ? patient.mother : personName(random, random.pick(["F", "M"] as const))),
      3: ce(code, text, "HL70063"),
      4: random.chance(0.5) ? xad(patient.address) : undefined,
      5: xtn("PRN", "CP", patient.address.city.area, `9${random.int(6000, 9999)}-${random.digits(4)}`),
      7: ce("C", "Contato de emergência", "HL70131"),
    }),
  );
}

export function allergySegments({ random, at }: Visit): Segment[] {
  return random.sample(allergies, random.int(0, 3)).map(([type, code, text, reaction], index) =>
    segment("AL1", {
      1: String(index + 1),
      2: ce(type, "", "HL70127"),
      3: ce(code, text, "99HSC"),
      4: random.pick(["MI", "MO", "SV"]),
      5: reaction,
      6: date(at - random.int(30, 4000) * day),
    }),
  );
}

export function diagnosisSegments({ random, at }: Visit, type: "A" | "W" | "F"): Segment[] {
  return random.sample(diagnoses, random.int(1, 3)).map(([code, text], index) =>
    segment("DG1", {
      1: String(index + 1),
      2: "I10",
      3: ce(code, text, "I10"),
      5: timestamp(at),
      6: type,
      15: String(index + 1),
    }),
  );
}

export function insuranceSegments({ random, patient, at }: Visit): Segment[] {
  const [code, name] = random.pick(payers);
  return [
    segment("IN1", {
      1: "1",
      2: ce(`${code}-01`, code === "SUS" ? "SUS" : "Enfermaria", "99HSC"),
      3: code,
      4: name,
      12: date(at - random.int(100, 2000) * day),
      13: code === "SUS" ? undefined : date(at + random.int(30, 700) * day),
      16: xpn(patient.name),
      17: ce("SEL", "Titular", "HL70063"),
      18: date(patient.birth),
      36: code === "SUS" ? patient.cns : random.digits(12),
    }),
  ];
}

/** The hospital's own segment: what Brazilian registries ask for and the standard has no field for. */
export function zbr({ cpf, cns, mother, address, race }: Patient): Segment {
  const { name, state, ibge } = address.city;
  return segment("ZBR", {
    1: cpf,
    2: cns,
    3: race,
    4: [ibge, `${name}/${state}`, "IBGE"],
    5: fullName(mother),
  });
}
