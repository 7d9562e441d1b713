import { expect, test } from "vitest";
import { airOrOxygenPoints, consciousnessPoints, rangeOf, spo2Row } from "./chart.ts";
import { type Observation, score, scoreComplete, type ScoredParameter, well } from "./triage.ts";

/** The numbers from lowest to highest in steps of 1 / perUnit, each the decimal it is written as. */
function steps(lowest: number, highest: number, perUnit = 1): number[] {
  const count = Math.round((highest - lowest) * perUnit) + 1;
  return Array.from({ length: count }, (_, i) => (Math.round(lowest * perUnit) + i) / perUnit);
}

function parametersNamed(
  name: keyof Observation,
  observations: Observation[],
): (ScoredParameter | undefined)[] {
  return score(...observations).map(({ parameters }) =>
    parameters.find(({ parameter }) => parameter === name),
  );
}

test.each([
  { row: "respirationRate", unit: "/min", values: steps(0, 60) },
  { row: "systolicBloodPressure", unit: "mmHg", values: steps(40, 260) },
  { row: "pulse", unit: "/min", values: steps(20, 200) },
  { row: "temperature", unit: "°C", values: steps(33, 42, 10) },
] as const)(
  "every $row from one end to the other gets the chart's points and band",
  ({ row, unit, values }) => {
    const scored = parametersNamed(
      row,
      values.map((value) => ({ ...well, [row]: value })),
    );
    expect(scored).toEqual(values.map((value) => ({ parameter: row, value, unit, ...rangeOf(row, value) })));
  },
);

test.each([
  { spo2Scale: 1, airOrOxygen: "air" },
  { spo2Scale: 1, airOrOxygen: "oxygen" },
  { spo2Scale: 2, airOrOxygen: "air" },
  { spo2Scale: 2, airOrOxygen: "oxygen" },
] as const)(
  "every SpO₂ on scale $spo2Scale and $airOrOxygen gets the chart's points and band",
  (breathing) => {
    const values = steps(70, 100);
    const scored = parametersNamed(
      "spo2",
      values.map((spo2) => ({ ...well, ...breathing, spo2 })),
    );
    const row = spo2Row(breathing.spo2Scale, breathing.airOrOxygen);
    expect(scored).toEqual(
      values.map((value) => ({ parameter: "spo2", value, unit: "%", ...rangeOf(row, value) })),
    );
  },
);

test.each(["A", "C", "V", "P", "U"] as const)("consciousness %s", (consciousness) => {
  expect(parametersNamed("consciousness", [{ ...well, consciousness }])).toEqual([
    {
      parameter: "consciousness",
      points: consciousnessPoints[consciousness],
      value: consciousness,
      band: consciousness === "A" ? "Alert" : "CVPU",
    },
  ]);
});

test.each(["air", "oxygen"] as const)("air or oxygen: %s", (airOrOxygen) => {
  expect(parametersNamed("airOrOxygen", [{ ...well, airOrOxygen }])).toEqual([
    {
      parameter: "airOrOxygen",
      points: airOrOxygenPoints[airOrOxygen],
      value: airOrOxygen,
      band: airOrOxygen === "air" ? "Air" : "Oxygen",
    },
  ]);
});

test("the parameters come in the chart's order", () => {
  expect(scoreComplete(well).parameters.map(({ parameter }) => parameter)).toEqual([
    "respirationRate",
    "spo2",
    "airOrOxygen",
    "systolicBloodPressure",
    "pulse",
    "consciousness",
    "temperature",
  ]);
});

test("SpO₂ is on scale 1 unless the observation set says 2", () => {
  expect(score({ ...well, spo2: 90 }, { ...well, spo2: 90, spo2Scale: 2 })).toMatchObject([
    { spo2Scale: 1, total: 3 },
    { spo2Scale: 2, total: 0 },
  ]);
});
