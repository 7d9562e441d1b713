import { expect, test } from "vitest";
import { type ObservationSet, readVitals } from "../index.ts";

const sets = readVitals();

/** Points where a reading falls: below each limit in turn, and past the last. */
function points(reading: number | undefined, ...bands: readonly [below: number, points: number][]): number {
  return reading === undefined ? 0 : (bands.find(([below]) => reading < below)?.[1] ?? 0);
}

/** The parameters' points by chart 1 of NEWS2 (Royal College of Physicians, 2017). */
function news2(set: ObservationSet): number[] {
  const onOxygen = set.airOrOxygen === "oxygen";
  const high: [number, number][] = onOxygen
    ? [
        [93, 0],
        [95, 1],
        [97, 2],
        [101, 3],
      ]
    : [[101, 0]];
  return [
    points(set.respirationRate, [9, 3], [12, 1], [21, 0], [25, 2], [Infinity, 3]),
    set.spo2Scale === 2
      ? points(set.spo2, [84, 3], [86, 2], [88, 1], ...high)
      : points(set.spo2, [92, 3], [94, 2], [96, 1], [101, 0]),
    onOxygen ? 2 : 0,
    points(set.systolicBloodPressure, [91, 3], [101, 2], [111, 1], [220, 0], [Infinity, 3]),
    points(set.pulse, [41, 3], [51, 1], [91, 0], [111, 1], [131, 2], [Infinity, 3]),
    (set.consciousness ?? "A") === "A" ? 0 : 3,
    points(set.temperature, [35.1, 3], [36.1, 1], [38.1, 0], [39.1, 1], [Infinity, 2]),
  ];
}

const parameters = [
  "respirationRate",
  "spo2",
  "airOrOxygen",
  "systolicBloodPressure",
  "pulse",
  "consciousness",
  "temperature",
] as const;

function risk(set: ObservationSet): string {
  if (parameters.some((name) => !(name in set))) return "incomplete";
  const scores = news2(set);
  const total = scores.reduce((sum, score) => sum + score);
  if (total >= 7) return "high";
  if (total >= 5) return "medium";
  return scores.includes(3) ? "low-medium" : "low";
}

test("there are 500 sets, each with an id of its own", () => {
  expect(sets.length).toBe(500);
  expect(new Set(sets.map(({ id }) => id)).size).toBe(500);
  for (const { id } of sets) expect(id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
});

test.each(["low", "low-medium", "medium", "high"])(
  "30 complete sets or more are of %s clinical risk",
  (level) => {
    expect(sets.filter((set) => risk(set) === level).length).toBeGreaterThanOrEqual(30);
  },
);

test("every parameter takes every number of points that the chart has for it", () => {
  const scored = sets.map(news2);
  const seen = Array.from({ length: 7 }, (_, parameter) =>
    [...new Set(scored.map((scores) => scores[parameter]))].toSorted().join(""),
  );
  expect(seen).toEqual(["0123", "0123", "02", "0123", "0123", "03", "0123"]);
});

function onScale2(air: string): ObservationSet[] {
  return sets.filter(({ spo2Scale, airOrOxygen }) => spo2Scale === 2 && airOrOxygen === air);
}

test("scale 2 is there on air and on oxygen, at every number of points", () => {
  for (const air of ["air", "oxygen"]) {
    const seen = new Set(onScale2(air).map((set) => news2(set)[1]));
    expect(seen).toEqual(new Set([0, 1, 2, 3]));
  }
});

test("every parameter is missing somewhere", () => {
  for (const name of parameters) expect(sets.filter((set) => !(name in set)).length).toBeGreaterThan(2);
});
