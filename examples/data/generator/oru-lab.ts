import { ce } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { type Segment, segment } from "./hl7.ts";
import { type NumericTest, type Panel, type WordTest, panels } from "./lab-panels.ts";
import { type Observation, numeric, obx, orderOfResults } from "./observation.ts";
import type { Random } from "./random.ts";
import { pid, pv1 } from "./segments.ts";
import { timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

const comments = [
  "Resultado conferido e repetido na mesma amostra.",
  "Amostra levemente hemolisada; interpretar potássio & LDH com cautela.",
  "Valores de referência para adultos.\nMétodo: citometria de fluxo | impedância.",
  "Comunicado ao plantão às 14h35 (valor crítico ≥ limite).",
];

/** Mostly inside the range, now and then up to half a range beyond it. */
function measure(random: Random, [loinc, name, units, low, high, digits]: NumericTest): Observation {
  const spread = (high - low) / 2;
  const value = random.chance(0.75)
    ? random.decimal(low, high, digits)
    : random.decimal(Math.max(0, low - spread), high + spread, digits);
  return numeric(ce(loinc, name, "LN"), value, units, [low, high]);
}

function word(random: Random, { loinc, name, type, words }: WordTest): Observation {
  const [normal = ""] = words;
  const text = random.chance(0.7) ? normal : random.pick(words);
  const code = String(words.indexOf(text));
  const value = type === "CE" ? ce(code, text, "99LAB") : text;
  return { type, id: ce(loinc, name, "LN"), value, flag: text === normal ? "N" : "A" };
}

function specimen({ random, at }: Visit, panel: Panel): Segment {
  return segment("SPM", {
    1: "1",
    2: `A${random.digits(9)}`,
    4: ce(...panel.specimen, "HL70487"),
    17: timestamp(at),
  });
}

function panelSegments(visit: Visit, panel: Panel, setId: number): Segment[] {
  const { random, at } = visit;
  const observations = [
    ...panel.numeric.map((test) => measure(random, test)),
    ...panel.words.map((test) => word(random, test)),
  ];
  const service = ce(panel.loinc, panel.name, "LN", panel.local);
  const order = orderOfResults(visit, { service, section: panel.section, filler: "LIS" }, setId);
  const segments = [...order, ...obx(observations, at)];
  if (random.chance(0.4)) segments.push(segment("NTE", { 1: "1", 2: "L", 3: random.pick(comments) }));
  return [...segments, specimen(visit, panel)];
}

/** One to three panels of one patient; one message in 25 is a cumulative report of a long stay. */
function laboratoryReport(visit: Visit, index: number): Draft {
  const { random, patient, number, at } = visit;
  const cumulative = index % 25 === 24;
  const chosen = cumulative
    ? Array.from({ length: 14 }, () => random.pick(panels))
    : random.sample(panels, random.pick([1, 1, 1, 2, 3]));
  const results = chosen.flatMap((panel, position) => panelSegments(visit, panel, position + 1));
  return {
    sender: "LIS",
    type: ["ORU", "R01", "ORU_R01"],
    at,
    segments: [pid(patient, number), pv1(visit), ...results],
  };
}

export const labKinds: readonly Kind[] = [
  { name: "oru-lab", family: "oru", count: 104, draft: laboratoryReport },
];
