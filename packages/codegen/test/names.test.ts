import { expect, test } from "vitest";
import { camelCase, pascalCase, snakeCase, upperSnakeCase, valueNames, words } from "../src/names.ts";

test.each([
  ["bodyMassIndex", ["body", "mass", "index"]],
  ["HL7 v2 document", ["hl7", "v2", "document"]],
  ["FHIRGateway", ["fhir", "gateway"]],
  ["mmol/L", ["mmol", "l"]],
  ["SpO₂", ["sp", "o2"]],
  ["Pressão arterial", ["pressao", "arterial"]],
  ["weightKg", ["weight", "kg"]],
  ["low-medium", ["low", "medium"]],
  ["%", []],
])("the words of %s", (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test("casings", () => {
  expect(pascalCase("body mass index")).toBe("BodyMassIndex");
  expect(camelCase("Body mass index")).toBe("bodyMassIndex");
  expect(snakeCase("bodyMassIndex")).toBe("body_mass_index");
  expect(upperSnakeCase("bodyMassIndex")).toBe("BODY_MASS_INDEX");
});

test("values get distinct names", () => {
  expect(valueNames(["°C", "%", "1–4", "a b", "a-b"], pascalCase)).toEqual([
    "C",
    "Value2",
    "Value3",
    "AB",
    "Value5",
  ]);
});
