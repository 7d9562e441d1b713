import type { Component, Leaf, Repetition } from "./hl7.ts";
import type { Address, PersonName, Practitioner } from "./people.ts";
import { type Ward, facility } from "./places.ts";
import type { Random } from "./random.ts";

/** CE: coded element, optionally with the same thing in the hospital's own code. */
export function ce(code: string, text: string, system: string, local?: string): readonly Component[] {
  return local === undefined ? [code, text, system] : [code, text, system, local, text, "99HSC"];
}

/** XPN of type L (legal); the particle, where there is one, goes to FN's subcomponents. */
export function xpn({ given, middle, particle, surname }: PersonName): readonly Component[] {
  const family = particle ? [`${particle} ${surname}`, particle, surname] : surname;
  return [family, given, middle, undefined, undefined, undefined, "L"];
}

/** XCN of a physician, identified by the regional council of medicine. */
export function xcn({ registration, council, name }: Practitioner): readonly Component[] {
  const family = name.particle ? `${name.particle} ${name.surname}` : name.surname;
  const suffix = undefined;
  const person = [family, name.given, name.middle, suffix, "Dr."];
  return [registration, ...person, undefined, undefined, council, "L"];
}

/** XAD of a home address in Brazil. */
export function xad({ street, number, complement, district, city, cep }: Address): readonly Component[] {
  return [
    [`${street}, ${number}`, street, number],
    complement ? `${complement} - ${district}` : district,
    city.name,
    city.state,
    cep,
    "BRA",
    "H",
    undefined,
    city.ibge,
  ];
}

/** XTN of a telephone: use PRN (primary home), ORN (other), WPN (work); equipment PH or CP (cell). */
export function xtn(use: string, equipment: string, area: string, local: string): Repetition {
  return [`(${area})${local}`, use, equipment, undefined, "55", area, local.replace("-", "")];
}

/** XTN of an e-mail address. */
export function emailXtn(email: string): Repetition {
  return [undefined, "NET", "Internet", email];
}

/** EI: an identifier and the application that gave it. */
export function ei(identifier: string, application: string): readonly Component[] {
  return [identifier, application];
}

/** PL: a bed of the ward, or with no ward the outpatient clinic. */
export function bed(random: Random, ward: Ward): readonly Component[] {
  const room = String(random.int(...ward.rooms));
  const floor = room.slice(0, 1);
  const where: Leaf[] = [undefined, undefined, "N", facility.building, floor];
  return [ward.code, room, random.pick(["A", "B", "C"]), facility.code, ...where];
}

/** PL: a room of the outpatient clinics. */
export function consultingRoom(random: Random): readonly Component[] {
  return ["AMB", `CONS${random.int(1, 30)}`, undefined, facility.code, undefined, undefined, "C"];
}
