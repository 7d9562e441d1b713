import { ce } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { type Observation, numeric, obx, orderOfResults } from "./observation.ts";
import type { Random } from "./random.ts";
import { pid, pv1 } from "./segments.ts";
import type { Visit } from "./visit.ts";

/** LOINC code, name, units, normal range, range seen at the bedside, decimals. */
const signs = [
  ["9279-1", "Frequência respiratória", "/min", [12, 20], [8, 34], 0],
  ["59408-5", "Saturação de O2 por oximetria", "%", [94, 100], [82, 100], 0],
  ["8480-6", "Pressão arterial sistólica", "mm[Hg]", [100, 140], [80, 210], 0],
  ["8462-4", "Pressão arterial diastólica", "mm[Hg]", [60, 90], [40, 120], 0],
  ["8867-4", "Frequência cardíaca", "/min", [60, 100], [42, 150], 0],
  ["8310-5", "Temperatura corporal", "Cel", [36, 37.8], [34.8, 40.2], 1],
] as const;

const consciousness = [
  ["A", "Alerta"],
  ["C", "Confuso"],
  ["V", "Responde à voz"],
  ["P", "Responde à dor"],
  ["U", "Não responde"],
] as const;

function signObservations(random: Random): Observation[] {
  const stable = random.chance(0.6);
  return signs.map(([loinc, name, units, normal, extreme, digits]) => {
    const [low, high] = stable ? normal : extreme;
    return numeric(ce(loinc, name, "LN"), random.decimal(low, high, digits), units, normal);
  });
}

/** LOINC 3151-8: 0 on room air. */
function oxygen(random: Random): Observation {
  const flow = random.chance(0.75) ? "0" : random.decimal(1, 6, 0);
  return numeric(ce("3151-8", "Fluxo de O2 inalado", "LN"), flow, "L/min", [0, 0]);
}

function alertness(random: Random): Observation {
  const [code, text] = random.chance(0.8) ? consciousness[0] : random.pick(consciousness);
  const id = ce("80288-4", "Nível de consciência", "LN");
  return { type: "CE", id, value: ce(code, text, "99ACVPU"), flag: code === "A" ? "N" : "A" };
}

function remark(random: Random): Observation {
  const text = random.pick([
    "Em ar ambiente, sem esforço.",
    "O2 por cateter nasal 2 L/min; alvo 88–92 % (DPOC).",
    "Paciente agitado, aferição repetida 2x | manguito adequado.",
  ]);
  return { type: "TX", id: ce("OBS", "Observação da enfermagem", "99HSC"), value: text };
}

/** The vital signs of one round, with LOINC's panel 85353-1 as the service. */
function vitalSigns(visit: Visit): Draft {
  const { random, patient, number, at } = visit;
  const observations = [...signObservations(random), alertness(random), oxygen(random)];
  if (random.chance(0.35)) observations.push(remark(random));
  const service = ce("85353-1", "Sinais vitais", "LN", "SSVV");
  const order = orderOfResults(visit, { service, section: "NRS", filler: "ENF" });
  return {
    sender: "ENF",
    type: ["ORU", "R01", "ORU_R01"],
    at,
    segments: [pid(patient, number), pv1(visit), ...order, ...obx(observations, at)],
  };
}

export const vitalSignsKinds: readonly Kind[] = [
  { name: "oru-vitals", family: "oru", count: 78, draft: vitalSigns },
];
