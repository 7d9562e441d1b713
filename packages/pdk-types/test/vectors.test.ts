import {
  validateAssessment,
  validateReadings,
  validateMeasurement,
  validateSummary,
} from "@vial/pdk-types/validators";
import { readVectors, type Vector, type VectorSet } from "@vial/pdk-types/vectors";
import { expect, test } from "vitest";
import { rfc8785Samples } from "../vectors/cases/doubles.ts";
import { readJson, Refusal } from "../vectors/reference/json-reader.ts";
import { writeJson } from "../vectors/reference/json-writer.ts";

const sets: readonly VectorSet[] = ["summarise", "process"];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

function answers(set: VectorSet): { name: string; input: Uint8Array; output: Uint8Array }[] {
  return readVectors(set).flatMap(({ name, input, expected }) =>
    "output" in expected ? [{ name, input, output: expected.output }] : [],
  );
}

test.each(sets)("names in %s are unique", (set) => {
  const names = readVectors(set).map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(sets)("answers in %s are what JSON.parse and JSON.stringify make of them", (set) => {
  const vectors = answers(set);
  expect(vectors.length).toBeGreaterThan(80);
  for (const { output } of vectors) {
    const text = decode(output);
    const members = Object.entries(JSON.parse(text) as object);
    expect(JSON.stringify(Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1))))).toBe(text);
  }
});

test("answered inputs and answers fit their schemas, inputs with a pointer do not", () => {
  const validators = {
    summarise: [validateReadings, validateSummary],
    process: [validateMeasurement, validateAssessment],
  };
  for (const set of sets) {
    const [input, output] = validators[set] as [typeof validateReadings, typeof validateSummary];
    for (const vector of answers(set)) {
      expect([vector.name, input(JSON.parse(decode(vector.input)))]).toEqual([vector.name, true]);
      expect([vector.name, output(JSON.parse(decode(vector.output)))]).toEqual([vector.name, true]);
    }
    for (const { name, pointer, value } of readVectors(set).flatMap(pointed)) {
      expect([name, input(value)]).toEqual([name, false]);
      // Of members that are missing or unknown, Ajv names the object.
      expect(pointer.startsWith(input.errors?.[0]?.instancePath ?? "?")).toBe(true);
    }
  }
});

function pointed({ name, input, expected }: Vector): { name: string; pointer: string; value: unknown }[] {
  if ("output" in expected || expected.error.pointer === undefined) return [];
  return [{ name, pointer: expected.error.pointer, value: JSON.parse(decode(input)) as unknown }];
}

test("the numbers of RFC 8785, appendix B", () => {
  const outputs = new Map(answers("summarise").map(({ name, output }) => [name, decode(output)]));
  for (const [bits, text] of rfc8785Samples) {
    expect(outputs.get(`numbers: RFC 8785 appendix B, ${bits}`)).toContain(`"values":[${text}]`);
  }
});

test("the reader agrees with JSON.parse wherever both read", () => {
  const valid = [
    ...sets.flatMap(answers).map(({ input }) => decode(input)),
    "[]",
    " 1 ",
    '"\\u00e9"',
    "[[],{}]",
    "-0",
  ];
  for (const text of valid) expect(plain(readJson(encode(text)))).toEqual(JSON.parse(text));
});

test.each(["", "[1,]", "[01]", '"\\ud800"', "\ufeff1", "1e400", "[".repeat(513), "nul", '{"a":1,}', "[1] x"])(
  "the reader refuses %j",
  (text) => {
    expect(() => readJson(encode(text))).toThrow(Refusal);
  },
);

test("the writer orders members by UTF-16 code units (RFC 8785, section 3.2.3)", () => {
  const text = '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}';
  const keys = Object.keys(JSON.parse(writeJson(readJson(encode(text)))) as object);
  expect(keys).toEqual(["1", "\r", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"]);
});

function plain(value: ReturnType<typeof readJson>): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, member]) => [key, plain(member)]));
}
