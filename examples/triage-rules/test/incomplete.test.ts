import { expect, test } from "vitest";
import { type Observation, score, scoreComplete, scoreIncomplete, type VitalSigns, well } from "./triage.ts";

const parameters = Object.keys(well) as (keyof VitalSigns)[];

test("nothing measured: nothing scored, everything missing, no risk said to be low", () => {
  expect(scoreIncomplete({})).toEqual({
    complete: false,
    missing: parameters,
    subtotal: 0,
    singleParameterThree: false,
    alreadyReached: null,
    spo2Scale: 1,
    parameters: [],
  });
});

test.each(parameters)("without %s there is a subtotal, and no total, risk or response", (parameter) => {
  const { [parameter]: _, ...others } = { ...well, pulse: 95, temperature: 38.5 };
  const scored = scoreIncomplete(others);
  expect(scored).toMatchObject({
    missing: [parameter],
    subtotal: parameter === "pulse" || parameter === "temperature" ? 1 : 2,
    alreadyReached: null,
  });
  expect(scored).not.toHaveProperty("total");
  expect(scored).not.toHaveProperty("clinicalRisk");
  expect(scored).not.toHaveProperty("response");
  expect(scored.parameters.map((each) => each.parameter)).toEqual(
    parameters.filter((each) => each !== parameter),
  );
});

test.each<{ subtotal: number; observation: Observation; risk: string | undefined }>([
  { subtotal: 4, observation: { pulse: 111, airOrOxygen: "oxygen" }, risk: undefined },
  { subtotal: 3, observation: { pulse: 131 }, risk: "low-medium" },
  { subtotal: 5, observation: { pulse: 131, airOrOxygen: "oxygen" }, risk: "medium" },
  { subtotal: 8, observation: { pulse: 131, airOrOxygen: "oxygen", consciousness: "U" }, risk: "high" },
])("a subtotal of $subtotal of $observation has reached $risk", ({ subtotal, observation, risk }) => {
  const scored = scoreIncomplete(observation);
  expect(scored.subtotal).toBe(subtotal);
  expect(scored.alreadyReached?.clinicalRisk).toBe(risk);
});

test("a threshold reached early calls for the response of a full score", () => {
  const emergency = { respirationRate: 30, spo2: 85, airOrOxygen: "oxygen", consciousness: "P" } as const;
  const { clinicalRisk, response } = scoreComplete({ ...well, ...emergency });
  expect(scoreIncomplete(emergency).alreadyReached).toEqual({ clinicalRisk, response });
});

test("on scale 2, SpO₂ above the target is only scored when air or oxygen is known", () => {
  const [within, above] = score({ spo2: 92, spo2Scale: 2 }, { spo2: 97, spo2Scale: 2 });
  expect(within?.parameters).toMatchObject([{ parameter: "spo2", points: 0, band: "88–92" }]);
  expect(above?.parameters).toEqual([]);
  expect(above).toMatchObject({ subtotal: 0, alreadyReached: null });
});

test("no reading is carried over from the observation set before", () => {
  const [, second] = score({ ...well, id: "first", spo2Scale: 2, pulse: 150 }, { temperature: 37 });
  expect(second).toEqual({
    complete: false,
    missing: parameters.filter((parameter) => parameter !== "temperature"),
    subtotal: 0,
    singleParameterThree: false,
    alreadyReached: null,
    spo2Scale: 1,
    parameters: [{ parameter: "temperature", points: 0, value: 37, unit: "°C", band: "36.1–38.0" }],
  });
});
