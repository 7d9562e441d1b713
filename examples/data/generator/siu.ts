import { reasons } from "./clinic.ts";
import { ce, consultingRoom, ei, xcn } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { type Segment, segment } from "./hl7.ts";
import { pid, pv1 } from "./segments.ts";
import { baseDate, day, minute, timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

const services = [
  ["CONS", "Consulta de retorno"],
  ["ECO", "Ecocardiograma transtorácico"],
  ["PRE", "Avaliação pré-anestésica"],
  ["FISIO", "Sessão de fisioterapia respiratória"],
] as const;

/** SCH-25 (table 0278) for each trigger event. */
const status = { S12: "Booked", S13: "Booked", S15: "Cancelled" } as const;
const action = { S12: "A", S13: "U", S15: "D" } as const;

/** What the appointment needs, in one resource group: the service, equipment, a room and a person. */
function resources(visit: Visit, trigger: keyof typeof status, start: number, minutes: number): Segment[] {
  const { random, attending } = visit;
  const code = action[trigger];
  const booked = { 4: timestamp(start), 7: String(minutes), 8: "min" };
  const [service, name] = random.pick(services);
  const equipment = segment("AIG", {
    1: "1",
    2: code,
    3: ce("ECO-02", "Ecógrafo sala 2", "99HSC"),
    4: "EQUIP",
    8: timestamp(start),
    11: String(minutes),
    12: "min",
  });
  const place = consultingRoom(random);
  const placed = { 6: timestamp(start), 9: String(minutes), 10: "min" };
  return [
    segment("RGS", { 1: "1", 2: code }),
    segment("AIS", { 1: "1", 2: code, 3: ce(service, name, "99HSC"), ...booked }),
    segment("NTE", { 1: "1", 2: "P", 3: "Trazer exames anteriores e documento com foto." }),
    ...(service === "ECO" ? [equipment] : []),
    segment("AIL", { 1: "1", 2: code, 3: place, 4: ce("SALA", "Consultório", "99HSC"), ...placed }),
    segment("AIP", { 1: "1", 2: code, 3: xcn(attending), 4: ce("MED", "Médico", "99HSC"), ...placed }),
  ];
}

function appointment(trigger: keyof typeof status, visit: Visit): Draft {
  const { random, at, patient, attending, people, number } = visit;
  const opening = baseDate + Math.ceil((at - baseDate) / day) * day;
  const start = opening + random.int(0, 60) * day + random.int(0, 36) * 15 * minute;
  const minutes = random.pick([20, 30, 40, 60]);
  const sch = segment("SCH", {
    1: ei(`G${random.digits(7)}`, "AGENDA"),
    2: ei(`H${random.digits(7)}`, "PEP"),
    6: ce(trigger, random.pick(reasons), "99HSC"),
    7: ce("ROUTINE", "Rotina", "HL70276"),
    8: ce("NORMAL", "Normal", "HL70277"),
    9: String(minutes),
    10: "min",
    11: ["", "", "", timestamp(start), timestamp(start + minutes * minute)],
    16: xcn(attending),
    20: xcn(random.pick(people.practitioners)),
    25: status[trigger],
  });
  const group = resources(visit, trigger, start, minutes);
  const segments = [sch, pid(patient, number), pv1(visit), ...group];
  return { sender: "AGENDA", type: ["SIU", trigger, "SIU_S12"], at, segments };
}

export const siuKinds: readonly Kind[] = [
  {
    name: "siu-s12",
    family: "siu",
    count: 20,
    patientClass: "O",
    draft: (visit) => appointment("S12", visit),
  },
  {
    name: "siu-s13",
    family: "siu",
    count: 10,
    patientClass: "O",
    draft: (visit) => appointment("S13", visit),
  },
  {
    name: "siu-s15",
    family: "siu",
    count: 10,
    patientClass: "O",
    draft: (visit) => appointment("S15", visit),
  },
];
