import { expect, test } from "vitest";
import { titled } from "./titled.ts";
import { faultIn, faultInMember, scoreText } from "./triage.ts";

test.each(
  titled([
    ["-1", "IMPLAUSIBLE_VALUE"],
    ["-0.0000001", "IMPLAUSIBLE_VALUE"],
    ["350.0000000000000000001", "IMPLAUSIBLE_VALUE"],
    ["1e999", "IMPLAUSIBLE_VALUE"],
    ["-1e999", "IMPLAUSIBLE_VALUE"],
    ["1e99999999999999999999", "IMPLAUSIBLE_VALUE"],
    ["9".repeat(10_000), "IMPLAUSIBLE_VALUE"],
    ['"70"', "WRONG_TYPE"],
    ['"NaN"', "WRONG_TYPE"],
    ["null", "WRONG_TYPE"],
    ["true", "WRONG_TYPE"],
    ["[70]", "WRONG_TYPE"],
    ["{}", "WRONG_TYPE"],
    ["[".repeat(10_000), "WRONG_TYPE"],
    ['{"":'.repeat(10_000), "WRONG_TYPE"],
    ["NaN", "INVALID_JSON"],
    ["nan", "INVALID_JSON"],
    ["Infinity", "INVALID_JSON"],
    ["nul", "INVALID_JSON"],
    ["01", "INVALID_JSON"],
    ["+1", "INVALID_JSON"],
    ["-", "INVALID_JSON"],
    ["1.", "INVALID_JSON"],
    [".5", "INVALID_JSON"],
    ["1e", "INVALID_JSON"],
    ["1e+", "INVALID_JSON"],
    ["", "INVALID_JSON"],
  ]),
)("a pulse of %s", (_, text, code) => {
  expect(faultInMember(`"pulse":${text}`)).toMatchObject({ code, pointer: "/observations/0/pulse" });
});

test.each(
  titled([
    ["airOrOxygen", '"Air"', "INVALID_VALUE"],
    ["airOrOxygen", "true", "WRONG_TYPE"],
    ["consciousness", '"a"', "INVALID_VALUE"],
    ["consciousness", '"AV"', "INVALID_VALUE"],
    ["consciousness", '""', "INVALID_VALUE"],
    ["consciousness", "65", "WRONG_TYPE"],
    ["spo2Scale", "3", "INVALID_VALUE"],
    ["spo2Scale", "1.5", "INVALID_VALUE"],
    ["spo2Scale", '"1"', "WRONG_TYPE"],
    ["ageYears", "15", "OUT_OF_SCOPE"],
    ["ageYears", "15.9999999999999999999", "OUT_OF_SCOPE"],
    ["ageYears", "0", "OUT_OF_SCOPE"],
    ["ageYears", "-1", "IMPLAUSIBLE_VALUE"],
    ["pregnant", "true", "OUT_OF_SCOPE"],
    ["pregnant", "1", "WRONG_TYPE"],
    ["pregnant", "truth", "INVALID_JSON"],
    ["pregnant", "null", "WRONG_TYPE"],
    ["id", '""', "INVALID_VALUE"],
    ["id", '"Jane Doe"', "INVALID_VALUE"],
    ["id", `"${"x".repeat(65)}"`, "INVALID_VALUE"],
    ["id", `"\\u0041${"x".repeat(64)}"`, "INVALID_VALUE"],
    ["id", '"é"', "INVALID_VALUE"],
    ["id", "7", "WRONG_TYPE"],
  ]),
)("%s", (_, field, text, code) => {
  expect(faultInMember(`"${field}":${text}`)).toMatchObject({ code, pointer: `/observations/0/${field}` });
});

test("patients of 16 and over who are not pregnant are in scope", () => {
  expect(scoreText('{"observations":[{"ageYears":16,"pregnant":false},{"ageYears":16.5}]}')).toHaveLength(2);
});

test("the offset is that of the fault, in bytes", () => {
  expect(faultIn('{"observations":[{"pulse": 999}]}').offset).toBe(27);
  expect(faultIn('{"observations":[]} x').offset).toBe(20);
  expect(faultIn('{"é":1}').offset).toBe(1);
});

test("a fault says nothing of what was in the input", () => {
  const inputs = [
    '{"observations":[{"id":"Erika Mustermann"}]}',
    '{"observations":[{"Erika Mustermann":1}]}',
    '{"observations":[{"pulse":"Erika Mustermann"}]}',
    '{"observations":[{"pulse":31337}]}',
  ];
  for (const input of inputs) expect(JSON.stringify(faultIn(input))).not.toMatch(/Erika|Mustermann|31337/);
});

test("one fault fails the whole batch", () => {
  expect(faultIn('{"observations":[{"pulse":70},{"pulse":-70},{"pulse":70}]}').pointer).toBe(
    "/observations/1/pulse",
  );
});
