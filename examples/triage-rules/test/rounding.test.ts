import { expect, test } from "vitest";
import { scoreText, well } from "./triage.ts";

/** Value and points of a parameter given as JSON text, which may be what no double can hold. */
function scored(field: string, texts: string[]): (readonly [number | string, number] | undefined)[] {
  const { [field as keyof typeof well]: _, ...others } = well;
  const rest = JSON.stringify(others).slice(1);
  const observations = texts.map((text) => `{"${field}":${text},${rest}`);
  return scoreText(`{"observations":[${observations.join()}]}`).map(({ parameters }) => {
    const match = parameters.find(({ parameter }) => parameter === field);
    return match && ([match.value, match.points] as const);
  });
}

test("a temperature is rounded half up to a tenth, by its decimals", () => {
  const expected = {
    "35.0": [35, 3],
    "35.04": [35, 3],
    "35.0499999999999999999999999999": [35, 3],
    "35.05": [35.1, 1], // the nearest double is below 35.05
    "35.050000000000000000000000000001": [35.1, 1],
    "36.04": [36, 1],
    "36.05": [36.1, 0],
    "38.0499": [38, 0],
    "38.05": [38.1, 1],
    "39.0499": [39, 1],
    "39.05": [39.1, 2],
  };
  expect(scored("temperature", Object.keys(expected))).toEqual(Object.values(expected));
});

test("other readings are rounded half up to a whole number", () => {
  expect(scored("respirationRate", ["8.4999999", "8.5", "11.49", "11.5", "24.499", "24.5"])).toEqual([
    [8, 3],
    [9, 1],
    [11, 1],
    [12, 0],
    [24, 2],
    [25, 3],
  ]);
  expect(scored("spo2", ["91.4999", "91.5", "95.49", "95.5"])).toEqual([
    [91, 3],
    [92, 2],
    [95, 1],
    [96, 0],
  ]);
});

test("a number counts for what it is, however it is written", () => {
  const texts = [
    "39.1",
    "3.91e1",
    "0.391E+2",
    "391e-1",
    "39100000000000000000000e-21",
    "39.10000",
    "0.0000391e6",
  ];
  expect(scored("temperature", texts)).toEqual(texts.map(() => [39.1, 2]));
  expect(
    scored("pulse", ["0", "-0", "-0.0e5", "0e999999999999", "1e-999", `0.${"0".repeat(5000)}41e5002`]),
  ).toEqual([
    [0, 3],
    [0, 3],
    [0, 3],
    [0, 3],
    [0, 3],
    [41, 1],
  ]);
});

test("2,000 random decimals round as exact arithmetic rounds them", () => {
  let state = 20_171_219n;
  const random = (below: number): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(below));
  };
  const cases = Array.from({ length: 2000 }, () => {
    const decimals = 1 + random(15);
    const fraction = Array.from({ length: decimals }, () => random(10)).join("");
    const digits = `${33 + random(9)}${random(2) ? fraction : `${random(10)}5${"0".repeat(random(8))}`}`;
    const exponent = random(12) - 6;
    const pointAt = 2 - exponent; // digits in front of the point, so that the exponent brings it back to two
    const text =
      pointAt <= 0
        ? `0.${"0".repeat(-pointAt)}${digits}e${exponent}`
        : `${digits.padEnd(pointAt, "0").slice(0, pointAt)}.${digits.slice(pointAt)}0e${exponent}`;
    const scale = 10n ** BigInt(digits.length - 2);
    const tenths = (BigInt(digits) * 10n * 2n + scale) / (2n * scale);
    return { text, value: Number(tenths) / 10 };
  });
  const values = scored(
    "temperature",
    cases.map(({ text }) => text),
  ).map((pair) => pair?.[0]);
  expect(values).toEqual(cases.map(({ value }) => value));
});
