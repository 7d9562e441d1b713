import { diagnoses, drugs, reasons } from "./clinic.ts";
import { ce, ei, xcn } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { type Segment, segment } from "./hl7.ts";
import { panels } from "./lab-panels.ts";
import { allergySegments, insuranceSegments, pid, pv1 } from "./segments.ts";
import { hour, timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

const imaging = [
  ["36643-5", "Radiografia de tórax PA e perfil", "RXTX"],
  ["24725-4", "Tomografia de crânio", "TCCR"],
  ["24558-9", "Ultrassonografia de abdome", "USAB"],
] as const;

/** ORC-1: mostly new orders, some cancelled or changed. */
function orc({ random, people, attending, at }: Visit, number: string): Segment {
  const [control, status] = random.pick([["NW", "SC"] as const, ["NW", "SC"], ["XO", "IP"], ["CA", "CA"]]);
  return segment("ORC", {
    1: control,
    2: ei(number, "PEP"),
    5: status,
    9: timestamp(at),
    10: xcn(random.pick(people.practitioners)),
    12: xcn(attending),
  });
}

function service(visit: Visit): { id: ReturnType<typeof ce>; section: string } {
  const { random } = visit;
  if (random.chance(0.35)) {
    const [loinc, name, local] = random.pick(imaging);
    return { id: ce(loinc, name, "LN", local), section: "RAD" };
  }
  const { loinc, name, local, section } = random.pick(panels);
  return { id: ce(loinc, name, "LN", local), section };
}

function examination(visit: Visit, setId: number): Segment[] {
  const { random, at, attending } = visit;
  const number = `P${random.digits(8)}`;
  const { id, section } = service(visit);
  const [code, diagnosis] = random.pick(diagnoses);
  return [
    orc(visit, number),
    segment("OBR", {
      1: String(setId),
      2: ei(number, "PEP"),
      4: id,
      7: timestamp(at + random.int(1, 24) * hour),
      13: random.pick(reasons),
      16: xcn(attending),
      24: section,
      31: ce(code, diagnosis, "I10"),
    }),
    segment("NTE", {
      1: "1",
      2: "P",
      3: random.pick(["Jejum de 8 h.", "Urgente: colher no leito.", "Alérgico a iodo?"]),
    }),
    segment("DG1", { 1: "1", 2: "I10", 3: ce(code, diagnosis, "I10"), 6: "W" }),
  ];
}

function prescription(visit: Visit): Segment[] {
  const { random } = visit;
  const [code, name, dose, unit, form, how] = random.pick(drugs);
  const order = orc(visit, `R${random.digits(8)}`);
  const rxo = segment("RXO", {
    1: ce(code, name, "99HSC"),
    2: dose,
    4: ce(unit, unit, "99HSC"),
    5: ce(form, form, "99HSC"),
    7: ["", how],
    9: "G",
    11: String(random.int(1, 28)),
    12: ce(form, form, "99HSC"),
  });
  return [order, rxo];
}

/** Orders of one kind, one to four in a message. */
function orders(visit: Visit, one: (visit: Visit, setId: number) => Segment[]): Draft {
  const { random, patient, number, at } = visit;
  const count = random.pick([1, 1, 2, 4]);
  return {
    sender: "PEP",
    type: ["ORM", "O01", "ORM_O01"],
    at,
    segments: [
      pid(patient, number),
      pv1(visit),
      ...(random.chance(0.5) ? insuranceSegments(visit) : []),
      ...allergySegments(visit),
      ...Array.from({ length: count }, (_, index) => one(visit, index + 1)).flat(),
    ],
  };
}

export const ormKinds: readonly Kind[] = [
  { name: "orm-examination", family: "orm", count: 32, draft: (visit) => orders(visit, examination) },
  { name: "orm-prescription", family: "orm", count: 18, draft: (visit) => orders(visit, prescription) },
];
