import type { ObservationSet } from "../index.ts";
import { type Random, createRandom } from "./random.ts";

type Parameters = Omit<ObservationSet, "id">;

/** A patient of whom NEWS2 scores nothing. */
const healthy = {
  respirationRate: 16,
  spo2: 97,
  airOrOxygen: "air",
  systolicBloodPressure: 120,
  pulse: 72,
  consciousness: "A",
  temperature: 36.8,
} as const satisfies Parameters;

/** The readings on both sides of every threshold in NEWS2's chart 1. */
const thresholds = {
  respirationRate: [8, 9, 11, 12, 20, 21, 24, 25],
  spo2: [91, 92, 93, 94, 95, 96],
  systolicBloodPressure: [90, 91, 100, 101, 110, 111, 219, 220],
  pulse: [40, 41, 50, 51, 90, 91, 110, 111, 130, 131],
  temperature: [35, 35.1, 36, 36.1, 38, 38.1, 39, 39.1],
} as const;
const scale2Thresholds = [83, 84, 85, 86, 87, 88, 92, 93, 94, 95, 96, 97];

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function atThresholds(): ObservationSet[] {
  const numbers = Object.entries(thresholds).flatMap(([parameter, readings]) =>
    readings.map((reading) => ({ id: `${kebab(parameter)}-${reading}`, ...healthy, [parameter]: reading })),
  );
  const scale2 = (["air", "oxygen"] as const).flatMap((airOrOxygen) =>
    scale2Thresholds.map((spo2) => ({
      id: `scale-2-${airOrOxygen}-${spo2}`,
      ...healthy,
      spo2,
      spo2Scale: 2 as const,
      airOrOxygen,
    })),
  );
  const consciousness = (["A", "C", "V", "P", "U"] as const).map((level) => ({
    id: `consciousness-${level}`,
    ...healthy,
    consciousness: level,
  }));
  return [...numbers, ...scale2, ...consciousness, { id: "oxygen", ...healthy, airOrOxygen: "oxygen" }];
}

function without(set: ObservationSet, ...left: readonly string[]): ObservationSet {
  return Object.fromEntries(Object.entries(set).filter(([name]) => !left.includes(name))) as typeof set;
}

/** Each parameter left out in turn, then all, then the one that scale 2 cannot do without. */
function withGaps(): ObservationSet[] {
  const parameters = Object.keys(healthy);
  return [
    ...parameters.map((name) => without({ id: `no-${kebab(name)}`, ...healthy }, name)),
    { id: "nothing-measured" },
    without({ id: "scale-2-no-air-or-oxygen", ...healthy, spo2: 96, spo2Scale: 2 }, "airOrOxygen"),
  ];
}

type Level = NonNullable<ObservationSet["consciousness"]>;
type Range = readonly [low: number, high: number];

/** Lowest and highest readings of a group of patients, and its states of consciousness by how frequent they are. */
interface Condition {
  readonly rate: Range;
  readonly spo2: Range;
  readonly pressure: Range;
  readonly pulse: Range;
  readonly warmth: Range;
  readonly consciousness: readonly Level[];
  /** The share of those who get oxygen. */
  readonly oxygen: number;
}

const mostlyAlert: readonly Level[] = ["A", "A", "A", "A", "A", "A", "A", "C"];

const well: Condition = {
  rate: [12, 20],
  spo2: [95, 100],
  pressure: [111, 160],
  pulse: [52, 90],
  warmth: [36.1, 37.9],
  consciousness: mostlyAlert,
  oxygen: 0.05,
};
const unwell: Condition = {
  rate: [11, 25],
  spo2: [91, 97],
  pressure: [98, 180],
  pulse: [48, 114],
  warmth: [35.6, 38.9],
  consciousness: mostlyAlert,
  oxygen: 0.3,
};
const danger: Condition = {
  rate: [6, 38],
  spo2: [76, 95],
  pressure: [62, 232],
  pulse: [34, 158],
  warmth: [34.1, 40.8],
  consciousness: ["A", "A", "C", "V", "P", "U"],
  oxygen: 0.5,
};

/** One round of a nurse at one bed; a tenth of the rounds leaves something out. */
function round(random: Random, index: number): ObservationSet {
  const condition = random.pick([well, well, unwell, unwell, danger]);
  const scale2 = random.chance(0.15);
  const set: ObservationSet = {
    id: `round-${String(index + 1).padStart(3, "0")}`,
    respirationRate: random.int(...condition.rate),
    spo2: scale2 ? random.int(82, 98) : random.int(...condition.spo2),
    ...(scale2 ? { spo2Scale: 2 } : random.chance(0.5) && { spo2Scale: 1 }),
    airOrOxygen: random.chance(scale2 ? 0.5 : condition.oxygen) ? "oxygen" : "air",
    systolicBloodPressure: random.int(...condition.pressure),
    pulse: random.int(...condition.pulse),
    consciousness: random.pick(condition.consciousness),
    temperature: Number(random.decimal(...condition.warmth, 1)),
    ageYears: random.int(16, 98),
  };
  return random.chance(0.1) ? without(set, ...random.sample(Object.keys(healthy), random.int(1, 3))) : set;
}

/** Observation sets for NEWS2: every threshold, every gap, and as many rounds as make 500. */
export function generateVitals(seed: number): ObservationSet[] {
  const fixed = [...atThresholds(), ...withGaps()];
  const rounds = Array.from({ length: 500 - fixed.length }, (_, index) =>
    round(createRandom(seed, "vitals", index), index),
  );
  return [...fixed, ...rounds];
}
