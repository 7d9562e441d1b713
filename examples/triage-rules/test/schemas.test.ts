// The schemas promise what the plugin does: no more, no less.

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  faultInMember,
  type Observation,
  score,
  scoreComplete,
  scoreIncomplete,
  scoreText,
  well,
} from "./triage.ts";

interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
  $defs?: Record<string, Schema>;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

async function definitionsIn(file: string): Promise<Record<string, Schema>> {
  const text = await readFile(new URL(`../schemas/${file}`, import.meta.url), "utf8");
  return (JSON.parse(text) as Schema).$defs ?? {};
}

const input = await definitionsIn("input.schema.json");
const output = await definitionsIn("output.schema.json");
const fields = Object.entries(input["observation"]?.properties ?? {});

function accepts(field: string, value: unknown): boolean {
  return scoreText(JSON.stringify({ observations: [{ [field]: value }] })).length === 1;
}

test.each(fields.filter(([, { type }]) => type === "number"))(
  "%s: from the minimum to the maximum",
  (field, schema) => {
    const { minimum = NaN, maximum = NaN } = schema;
    expect(accepts(field, minimum)).toBe(true);
    expect(accepts(field, maximum)).toBe(true);
    const tooLow = field === "ageYears" ? "OUT_OF_SCOPE" : "IMPLAUSIBLE_VALUE";
    expect(faultInMember(`"${field}":${minimum - 0.001}`).code).toBe(tooLow);
    expect(faultInMember(`"${field}":${maximum + 0.001}`).code).toBe("IMPLAUSIBLE_VALUE");
  },
);

test.each(fields.filter(([, schema]) => schema.enum ?? "const" in schema))(
  "%s: each of the values",
  (field, schema) => {
    for (const value of schema.enum ?? [schema.const]) expect(accepts(field, value)).toBe(true);
  },
);

test("id: the characters that the pattern allows, and no other", () => {
  const pattern = new RegExp(input["observation"]?.properties?.["id"]?.pattern ?? "", "u");
  const ascii = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));
  const longest = "x".repeat(64);
  const [allowed, refused] = [true, false].map((allow) =>
    [...ascii, "", "é", longest, `${longest}x`].filter((id) => pattern.test(id) === allow),
  );
  expect(allowed?.filter((id) => !accepts("id", id))).toEqual([]);
  expect(refused?.map((id) => faultInMember(`"id":${JSON.stringify(id)}`).code)).toEqual(
    refused?.map(() => "INVALID_VALUE"),
  );
});

/** Observation sets that between them are in every band. */
const everyBand: Observation[] = [
  ...[8, 9, 12, 21, 25].map((respirationRate) => ({ respirationRate })),
  ...[91, 92, 94, 96].map((spo2) => ({ spo2 })),
  ...[83, 84, 86, 88, 93].map((spo2) => ({ spo2, spo2Scale: 2 as const })),
  ...[93, 95, 97].map((spo2) => ({ spo2, spo2Scale: 2 as const, airOrOxygen: "oxygen" as const })),
  ...[90, 91, 101, 111, 220].map((systolicBloodPressure) => ({ systolicBloodPressure })),
  ...[40, 41, 51, 91, 111, 131].map((pulse) => ({ pulse })),
  ...(["A", "C", "V", "P", "U"] as const).map((consciousness) => ({ consciousness })),
  ...[35, 36, 38, 39, 39.1].map((temperature) => ({ temperature })),
].map((observation) => ({ ...well, ...observation }));
const scores = score(...everyBand);

test.each(Object.keys(well))("%s: the output schema lists every band, its points and unit", (parameter) => {
  const schema = output[parameter];
  const scored = scores
    .flatMap(({ parameters }) => parameters)
    .filter((each) => each.parameter === parameter);
  const seen = (key: "band" | "points"): Set<unknown> => new Set(scored.map((each) => each[key]));
  expect(seen("band")).toEqual(new Set(schema?.properties?.["band"]?.enum));
  expect(seen("points")).toEqual(new Set(schema?.properties?.["points"]?.enum));
  for (const each of scored) {
    expect(Object.keys(each)).toEqual(schema?.required);
    expect(each.unit).toBe(schema?.properties?.["unit"]?.const);
  }
});

test("a score has the members that the output schema requires, and its id", () => {
  expect(Object.keys(scoreComplete(well))).toEqual(output["completeScore"]?.required);
  expect(Object.keys(scoreIncomplete({}))).toEqual(output["incompleteScore"]?.required);
  expect(Object.keys(scoreComplete({ ...well, id: "x" }))).toEqual(
    Object.keys(output["completeScore"]?.properties ?? {}),
  );
});
