import { expect, test } from "vitest";
import { type FullObservation, pointsOf, riskOf } from "./chart.ts";
import { type Observation, score, scoreComplete, well } from "./triage.ts";

/** All combinations of a reading from each band of each parameter. */
function* allCombinations(spo2Scale: 1 | 2, airOrOxygen: "air" | "oxygen"): Generator<FullObservation> {
  const spo2Readings = spo2Scale === 1 ? [91, 93, 94, 96] : [83, 85, 86, 92, 93, 95, 100];
  for (const respirationRate of [8, 9, 20, 21, 25])
    for (const spo2 of spo2Readings)
      for (const systolicBloodPressure of [90, 91, 110, 111, 220])
        for (const pulse of [40, 41, 90, 91, 130, 131])
          for (const consciousness of ["A", "C"] as const)
            for (const temperature of [35, 36, 36.1, 39, 39.1])
              yield {
                respirationRate,
                spo2,
                spo2Scale,
                airOrOxygen,
                systolicBloodPressure,
                pulse,
                consciousness,
                temperature,
              };
}

test.each([
  { spo2Scale: 1, airOrOxygen: "air" },
  { spo2Scale: 1, airOrOxygen: "oxygen" },
  { spo2Scale: 2, airOrOxygen: "air" },
  { spo2Scale: 2, airOrOxygen: "oxygen" },
] as const)(
  "total, red score and risk of every combination on scale $spo2Scale, $airOrOxygen",
  (breathing) => {
    const observations = [...allCombinations(breathing.spo2Scale, breathing.airOrOxygen)];
    const expected = observations.map((observation) => {
      const points = pointsOf(observation);
      const total = points.reduce((sum, each) => sum + each, 0);
      const singleParameterThree = points.includes(3);
      return { total, singleParameterThree, clinicalRisk: riskOf(total, singleParameterThree) };
    });

    const batches = [observations.slice(0, 6000), observations.slice(6000)];
    const scored = batches
      .flatMap((batch) => score(...batch))
      .map((each) => {
        if (!each.complete) throw new Error("incomplete");
        const { total, singleParameterThree, clinicalRisk } = each;
        return { total, singleParameterThree, clinicalRisk };
      });
    expect(scored).toEqual(expected);
  },
);

// Added up by hand from chart 1.
const worked: { patient: string; observation: Observation; total: number; red: boolean; risk: string }[] = [
  {
    patient: "well",
    observation: well,
    total: 0,
    red: false,
    risk: "low",
  },
  {
    patient: "feverish, breathing a little fast", // 2 + 0 + 0 + 0 + 1 + 0 + 1
    observation: { ...well, respirationRate: 22, pulse: 95, temperature: 38.4 },
    total: 4,
    red: false,
    risk: "low",
  },
  {
    patient: "newly confused, otherwise well", // 3
    observation: { ...well, consciousness: "C" },
    total: 3,
    red: true,
    risk: "low-medium",
  },
  {
    patient: "pneumonia, on oxygen", // 2 + 1 + 2 + 0 + 0 + 0 + 0
    observation: { ...well, respirationRate: 23, spo2: 95, airOrOxygen: "oxygen" },
    total: 5,
    red: false,
    risk: "medium",
  },
  {
    patient: "bleeding", // 1 × 0 … 0 + 0 + 0 + 3 + 3 + 0 + 0
    observation: { ...well, systolicBloodPressure: 85, pulse: 135 },
    total: 6,
    red: true,
    risk: "medium",
  },
  {
    patient: "septic shock", // 3 + 2 + 2 + 3 + 2 + 3 + 2
    observation: {
      respirationRate: 28,
      spo2: 92,
      airOrOxygen: "oxygen",
      systolicBloodPressure: 82,
      pulse: 124,
      consciousness: "V",
      temperature: 39.4,
    },
    total: 17,
    red: true,
    risk: "high",
  },
  {
    patient: "COPD on target, on oxygen, scale 2", // 2 + 0 + 2 + 0 + 1 + 0 + 0
    observation: { ...well, respirationRate: 21, spo2: 90, spo2Scale: 2, airOrOxygen: "oxygen", pulse: 91 },
    total: 5,
    red: false,
    risk: "medium",
  },
  {
    patient: "the same on scale 1", // 2 + 3 + 2 + 0 + 1 + 0 + 0
    observation: { ...well, respirationRate: 21, spo2: 90, airOrOxygen: "oxygen", pulse: 91 },
    total: 8,
    red: true,
    risk: "high",
  },
  {
    patient: "COPD given too much oxygen, scale 2", // 0 + 3 + 2 + 0 + 0 + 0 + 0
    observation: { ...well, spo2: 98, spo2Scale: 2, airOrOxygen: "oxygen" },
    total: 5,
    red: true,
    risk: "medium",
  },
];

test.each(worked)("$patient: $total, $risk", ({ observation, total, red, risk }) => {
  expect(scoreComplete(observation)).toMatchObject({
    total,
    singleParameterThree: red,
    clinicalRisk: risk,
  });
});

test.each([
  { total: 0, changes: {}, trigger: "0", monitoring: "at least every 12 hours" },
  { total: 1, changes: { pulse: 91 }, trigger: "1–4", monitoring: "at least every 4 to 6 hours" },
  {
    total: 4,
    changes: { pulse: 111, airOrOxygen: "oxygen" },
    trigger: "1–4",
    monitoring: "at least every 4 to 6 hours",
  },
  {
    total: 3,
    changes: { pulse: 40 },
    trigger: "3 in a single parameter",
    monitoring: "at least every hour",
  },
  {
    total: 4,
    changes: { pulse: 40, temperature: 38.1 },
    trigger: "3 in a single parameter",
    monitoring: "at least every hour",
  },
  {
    total: 5,
    changes: { pulse: 40, temperature: 39.1 },
    trigger: "5–6",
    monitoring: "at least every hour",
  },
  {
    total: 6,
    changes: { pulse: 111, temperature: 39.1, airOrOxygen: "oxygen" },
    trigger: "5–6",
    monitoring: "at least every hour",
  },
  {
    total: 7,
    changes: { pulse: 131, temperature: 39.1, airOrOxygen: "oxygen" },
    trigger: "7 or more",
    monitoring: "continuous",
  },
] as const)("a total of $total by $changes triggers $trigger", ({ total, changes, trigger, monitoring }) => {
  expect(scoreComplete({ ...well, ...changes })).toMatchObject({ total, response: { trigger, monitoring } });
});

test("scores come in the order of the observation sets, with their ids", () => {
  const observations = Array.from({ length: 500 }, (_, i) => ({
    id: `bed-${i}.A`,
    ...well,
    pulse: 20 + (i % 150),
  }));
  expect(score(...observations).map(({ id }) => id)).toEqual(observations.map(({ id }) => id));
  expect(score()).toEqual([]);
});
