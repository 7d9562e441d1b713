// Chart 1 of NEWS2 (RCP 2017) typed in once more, as ranges: what the plugin's own tables are checked against.

import type { CompleteScore, VitalSigns } from "./triage.ts";

type Range = readonly [lowest: number, highest: number, points: number, band: string];

type Row =
  | "respirationRate"
  | "spo2Scale1"
  | "spo2Scale2OnAir"
  | "spo2Scale2OnOxygen"
  | "systolicBloodPressure"
  | "pulse"
  | "temperature";

const any = Infinity;

const chart: Record<Row, readonly Range[]> = {
  respirationRate: [
    [-any, 8, 3, "≤ 8"],
    [9, 11, 1, "9–11"],
    [12, 20, 0, "12–20"],
    [21, 24, 2, "21–24"],
    [25, any, 3, "≥ 25"],
  ],
  spo2Scale1: [
    [-any, 91, 3, "≤ 91"],
    [92, 93, 2, "92–93"],
    [94, 95, 1, "94–95"],
    [96, any, 0, "≥ 96"],
  ],
  spo2Scale2OnAir: [
    [-any, 83, 3, "≤ 83"],
    [84, 85, 2, "84–85"],
    [86, 87, 1, "86–87"],
    [88, 92, 0, "88–92"],
    [93, any, 0, "≥ 93 on air"],
  ],
  spo2Scale2OnOxygen: [
    [-any, 83, 3, "≤ 83"],
    [84, 85, 2, "84–85"],
    [86, 87, 1, "86–87"],
    [88, 92, 0, "88–92"],
    [93, 94, 1, "93–94 on oxygen"],
    [95, 96, 2, "95–96 on oxygen"],
    [97, any, 3, "≥ 97 on oxygen"],
  ],
  systolicBloodPressure: [
    [-any, 90, 3, "≤ 90"],
    [91, 100, 2, "91–100"],
    [101, 110, 1, "101–110"],
    [111, 219, 0, "111–219"],
    [220, any, 3, "≥ 220"],
  ],
  pulse: [
    [-any, 40, 3, "≤ 40"],
    [41, 50, 1, "41–50"],
    [51, 90, 0, "51–90"],
    [91, 110, 1, "91–110"],
    [111, 130, 2, "111–130"],
    [131, any, 3, "≥ 131"],
  ],
  temperature: [
    [-any, 35, 3, "≤ 35.0"],
    [35.1, 36, 1, "35.1–36.0"],
    [36.1, 38, 0, "36.1–38.0"],
    [38.1, 39, 1, "38.1–39.0"],
    [39.1, any, 2, "≥ 39.1"],
  ],
};

export const consciousnessPoints: Record<VitalSigns["consciousness"], number> = {
  A: 0,
  C: 3,
  V: 3,
  P: 3,
  U: 3,
};
export const airOrOxygenPoints: Record<VitalSigns["airOrOxygen"], number> = { air: 0, oxygen: 2 };

/** The one range of the row that the value is in. */
export function rangeOf(row: Row, value: number): { points: number; band: string } {
  const matches = chart[row].filter(([lowest, highest]) => lowest <= value && value <= highest);
  const [match] = matches;
  if (!match || matches.length > 1) throw new Error(`${value} is in ${matches.length} ranges of ${row}`);
  return { points: match[2], band: match[3] };
}

export function spo2Row(scale: 1 | 2, airOrOxygen: "air" | "oxygen"): Row {
  if (scale === 1) return "spo2Scale1";
  return airOrOxygen === "air" ? "spo2Scale2OnAir" : "spo2Scale2OnOxygen";
}

export interface FullObservation extends VitalSigns {
  spo2Scale: 1 | 2;
}

/** The seven points of a full observation set, in the chart's order. */
export function pointsOf(observation: FullObservation): number[] {
  const { spo2Scale, airOrOxygen } = observation;
  return [
    rangeOf("respirationRate", observation.respirationRate).points,
    rangeOf(spo2Row(spo2Scale, airOrOxygen), observation.spo2).points,
    airOrOxygenPoints[airOrOxygen],
    rangeOf("systolicBloodPressure", observation.systolicBloodPressure).points,
    rangeOf("pulse", observation.pulse).points,
    consciousnessPoints[observation.consciousness],
    rangeOf("temperature", observation.temperature).points,
  ];
}

/** Chart 2. */
export function riskOf(total: number, singleParameterThree: boolean): CompleteScore["clinicalRisk"] {
  if (total >= 7) return "high";
  if (total >= 5) return "medium";
  return singleParameterThree ? "low-medium" : "low";
}
