import type { Random } from "./random.ts";

/** An entry of a Bundle. */
export interface Entry {
  readonly fullUrl: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

const FAMILIES = [
  "Araújo",
  "Conceição",
  " Lima  Prado",
  "Souza",
  "Nogueira",
  "Gonçalves ",
  "Pires",
  "D'Ávila",
];
const GIVEN = ["Inês", "João", "Beatriz", "Luís  Otávio", "Mariana", "Tomás", "Célia", "Raimundo"];
const CITIES = ["São Paulo", "Recife", " Belém", "Porto  Alegre", "Goiânia"];
const MEASURES = [
  ["29463-7", "Body weight", "lb", 90, 240],
  ["8302-2", "Body height", "in", 55, 80],
  ["8310-5", "Body temperature", "°F", 96, 104],
  ["8867-4", "Heart rate", "bpm", 45, 140],
  ["8480-6", "Systolic blood pressure", "mmHg", 90, 190],
  ["2339-0", "Glucose  [Mass/volume] in Blood", "mg/dl", 60, 320],
  ["718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 7, 18],
  ["2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 1, 4],
] as const;
const CONDITIONS = [
  ["38341003", "I10", "Hypertensive disorder, systemic  arterial"],
  ["44054006", "E11", "Diabetes mellitus type 2"],
  ["195967001", "J45", " Asthma"],
  ["13645005", "J44", "Chronic obstructive lung disease"],
] as const;

export function patient(draw: Random, number: number): Entry {
  const family = draw.of(FAMILIES);
  const given = draw.of(GIVEN);
  return entry(draw, {
    resourceType: "Patient",
    id: `pat-${number}`,
    meta: { versionId: "1", lastUpdated: dateTime(draw), profile: [], tag: [{}] },
    active: true,
    identifier: [
      { use: "official", system: "urn:oid:2.16.840.1.113883.13.237", value: digits(draw, 11) },
      { system: "urn:oid:2.16.840.1.113883.13.236", value: ` ${digits(draw, 15)}` },
    ],
    name: [{ use: "official", family, given: [given, ""], text: `${given}  ${family}` }],
    gender: draw.of(["male", "F", "Female", "M"]),
    birthDate: `${1930 + draw.below(90)}${two(1 + draw.below(12))}${two(1 + draw.below(28))}`,
    telecom: [
      { system: "phone", value: `(11) 9${digits(draw, 4)}-${digits(draw, 4)}`, use: "mobile" },
      { system: "email", value: `Paciente.${number}@Example.org` },
    ],
    address: [
      {
        line: [`Rua das  Flores, ${draw.below(2000)}`, null],
        city: draw.of(CITIES),
        state: "SP",
        country: "BR",
        postalCode: digits(draw, 8),
      },
    ],
    maritalStatus: { coding: [], text: "" },
  });
}

export function encounter(draw: Random, subject: string): Entry {
  return entry(draw, {
    resourceType: "Encounter",
    id: `enc-${draw.below(1_000_000)}`,
    status: "finished",
    class: {
      system: "http://terminology.hl7.org/CodeSystem/v3-ActCode",
      code: draw.of(["AMB", "EMER", "IMP"]),
    },
    subject: { reference: subject },
    period: { start: dateTime(draw), end: dateTime(draw) },
    serviceProvider: { display: "Hospital  Santa Clara ", reference: null },
  });
}

export function observation(draw: Random, subject: string, visit: string): Entry {
  const [code, display, unit, low, high] = draw.of(MEASURES);
  const value = low + draw.below((high - low) * 10) / 10;
  return entry(draw, {
    resourceType: "Observation",
    id: `obs-${draw.below(1_000_000)}`,
    status: "final",
    category: [
      {
        coding: [
          { system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" },
        ],
      },
    ],
    code: {
      coding: [
        { system: "http://partner.example/codes", code: `x-${code}`, display: "" },
        { system: "urn:oid:2.16.840.1.113883.6.1", code, display },
        { system: "https://loinc.org", code, display },
      ],
      text: display,
    },
    subject: { reference: subject, display: " " },
    encounter: { reference: visit },
    effectiveDateTime: dateTime(draw),
    issued: dateTime(draw),
    performer: [{ display: `Dra. ${draw.of(GIVEN)} ${draw.of(FAMILIES)}` }],
    valueQuantity: { value, unit },
    note:
      draw.below(4) === 0
        ? [{ text: "Paciente em repouso.\n\tSem queixas no momento da medida;  repetir em 24 h." }]
        : [],
  });
}

export function condition(draw: Random, subject: string): Entry {
  const [snomed, icd10, text] = draw.of(CONDITIONS);
  return entry(draw, {
    resourceType: "Condition",
    id: `con-${draw.below(1_000_000)}`,
    code: {
      coding: [
        { system: "urn:oid:2.16.840.1.113883.6.96", code: snomed },
        { system: "urn:oid:2.16.840.1.113883.6.3", code: icd10, userSelected: false },
      ],
      text,
    },
    subject: { reference: subject },
    onsetDateTime: `${1990 + draw.below(30)}`,
    recordedDate: dateTime(draw),
    extension: [null],
  });
}

function entry(draw: Random, resource: Readonly<Record<string, unknown>>): Entry {
  return { fullUrl: `urn:uuid:${draw.uuid()}`, resource };
}

function dateTime(draw: Random): string {
  const date = `${2020 + draw.below(6)}-${two(1 + draw.below(12))}-${two(1 + draw.below(28))}`;
  const time = `${two(draw.below(24))}:${two(draw.below(60))}:${two(draw.below(60))}`;
  return `${date}T${time}${draw.of(["-03:00", ".250-03:00", "Z", "-04:00"])}`;
}

function digits(draw: Random, count: number): string {
  return Array.from({ length: count }, () => draw.below(10)).join("");
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
