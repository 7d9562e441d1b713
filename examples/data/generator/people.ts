import { cns, cpf } from "./identifiers.ts";
import { type City, cities, districts } from "./places.ts";
import { type Random, createRandom } from "./random.ts";
import { baseDate, day } from "./time.ts";

/** A name by its parts: `João`, `da`, `Conceição Silva`. */
export interface PersonName {
  readonly given: string;
  readonly middle?: string;
  /** A particle before the surname: da, de, dos. */
  readonly particle?: string;
  readonly surname: string;
}

export interface Address {
  readonly street: string;
  readonly number: string;
  readonly complement: string | undefined;
  readonly district: string;
  readonly city: City;
  readonly cep: string;
}

export interface Patient {
  /** Medical record number. */
  readonly record: string;
  readonly cpf: string;
  readonly cns: string;
  readonly name: PersonName;
  readonly mother: PersonName;
  readonly sex: "F" | "M";
  /** Instant within the day of birth. */
  readonly birth: number;
  /** Race or colour as the Brazilian census names it. */
  readonly race: readonly [code: string, text: string];
  readonly address: Address;
  /** Local number without the area code. */
  readonly mobile: string;
  readonly landline: string | undefined;
  readonly email: string | undefined;
  readonly marital: readonly [code: string, text: string];
}

export interface Practitioner {
  readonly registration: string;
  readonly council: string;
  readonly name: PersonName;
}

const surnames = [
  "Conceição",
  "Assunção",
  "Araújo",
  "Gonçalves",
  "Magalhães",
  "Simões",
  "Brandão",
  "Sant'Anna",
];
const englishSurnames = ["O'Brien", "O'Connor", "D'Angelo", "Smith-Jones", "Müller", "Taylor-Câmara"];
const favourites = { F: ["Ângela", "Conceição", "Inês", "Luísa"], M: ["João", "Antônio", "Zé Luís", "Cauã"] };
/** The particles that belong to a surname; others take "de". */
const particles = new Map([
  ["Assunção", "da"],
  ["Conceição", "da"],
  ["Costa", "da"],
  ["Reis", "dos"],
  ["Santos", "dos"],
  ["Silva", "da"],
]);
const races = [
  ["01", "Branca"],
  ["02", "Preta"],
  ["03", "Parda"],
  ["04", "Amarela"],
  ["05", "Indígena"],
] as const;
const maritalStatuses = [
  ["S", "Solteiro(a)"],
  ["M", "Casado(a)"],
  ["D", "Divorciado(a)"],
  ["W", "Viúvo(a)"],
] as const;

export function personName(random: Random, sex: "F" | "M"): PersonName {
  const gender = sex === "F" ? "female" : "male";
  if (random.chance(0.12)) {
    const surname = random.chance(0.6) ? random.pick(englishSurnames) : random.en.person.lastName();
    return { given: random.en.person.firstName(gender), surname };
  }
  const last = (): string => (random.chance(0.4) ? random.pick(surnames) : random.pt.person.lastName());
  const given = random.chance(0.25) ? random.pick(favourites[sex]) : random.pt.person.firstName(gender);
  const surname = last();
  return {
    given,
    ...(random.chance(0.4) && { middle: random.pt.person.firstName(gender) }),
    ...(random.chance(0.35) && { particle: particles.get(surname) ?? "de" }),
    surname: random.chance(0.5) ? `${surname} ${last()}` : surname,
  };
}

/** The whole name as people write it. */
export function fullName({ given, middle, particle, surname }: PersonName): string {
  return [given, middle, particle, surname].filter(Boolean).join(" ");
}

/** In years, on the base date. */
export function age({ birth }: Pick<Patient, "birth">): number {
  return Math.floor((baseDate - birth) / (365.25 * day));
}

function address(random: Random): Address {
  const city = random.pick(cities);
  return {
    street: random.pt.location.street(),
    number: String(random.int(1, 4800)),
    complement: random.chance(0.4) ? random.pt.location.secondaryAddress() : undefined,
    district: random.pick(districts),
    city,
    cep: `${city.cep}${random.digits(3)}-${random.digits(3)}`,
  };
}

function email(random: Random, { given, surname }: PersonName): string {
  const letters = [given, surname].map((part) => part.normalize("NFD").replaceAll(/[^a-z]/gi, ""));
  const domain = random.pick(["example.com", "example.net", "example.org"]);
  return `${letters.join(".").toLowerCase()}${random.int(1, 99)}@${domain}`;
}

function patient(random: Random, index: number): Patient {
  const sex = random.pick(["F", "M"] as const);
  const name = personName(random, sex);
  const birth = baseDate - random.int(1, 95 * 365) * day;
  return {
    record: String(100_000 + index * 37),
    cpf: cpf(random),
    cns: cns(random),
    name,
    mother: personName(random, "F"),
    sex,
    birth,
    race: random.pick(races),
    address: address(random),
    mobile: `9${random.int(6000, 9999)}-${random.digits(4)}`,
    landline: random.chance(0.3) ? `${random.int(2000, 3999)}-${random.digits(4)}` : undefined,
    email: random.chance(0.6) ? email(random, name) : undefined,
    marital: age({ birth }) < 18 ? maritalStatuses[0] : random.pick(maritalStatuses),
  };
}

function practitioner(random: Random, index: number): Practitioner {
  const { state } = random.pick(cities);
  return {
    registration: String(51_000 + index * 411),
    council: `CRM-${state}`,
    name: personName(random, random.pick(["F", "M"] as const)),
  };
}

/** The people all messages are about: the same few return, as they do in a hospital. */
export interface Population {
  readonly patients: readonly Patient[];
  readonly practitioners: readonly Practitioner[];
}

export function populate(seed: number): Population {
  return {
    patients: Array.from({ length: 180 }, (_, index) => patient(createRandom(seed, "patient", index), index)),
    practitioners: Array.from({ length: 24 }, (_, index) =>
      practitioner(createRandom(seed, "practitioner", index), index),
    ),
  };
}
