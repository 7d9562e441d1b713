import { measurement, type Case } from "./case.ts";

/** Weights and heights whose index falls on or next to a half of a tenth, or next to a class's edge. */
function* edges(): Generator<Case> {
  for (const heightCm of [100, 160, 175, 200]) {
    const square = (heightCm * heightCm) / 10_000;
    for (const index of [18.45, 18.5, 24.95, 25, 29.95, 30, 21.05, 22.25]) {
      const exact = index * square;
      for (const weightKg of [exact - 1e-12, exact, exact + 1e-12]) {
        yield {
          name: `rounding: about ${index} at ${heightCm} cm, ${weightKg} kg`,
          input: measurement({ weightKg: JSON.stringify(weightKg), heightCm: String(heightCm) }),
        };
      }
    }
  }
}

const fine: Readonly<Record<string, string>> = {
  "an ordinary adult": measurement(),
  "numbers with fractions": measurement({ weightKg: "82.4", heightCm: "178.5" }),
  "numbers in exponents": measurement({ weightKg: "7e1", heightCm: "1.75E2" }),
  "an index that is whole": measurement({ weightKg: "80", heightCm: "200" }),
  "the least weight": measurement({ weightKg: "1" }),
  "the greatest weight": measurement({ weightKg: "650" }),
  "the least height": measurement({ heightCm: "40" }),
  "the greatest height": measurement({ heightCm: "280" }),
  "the least index": measurement({ weightKg: "1", heightCm: "280" }),
  "the greatest index": measurement({ weightKg: "650", heightCm: "40" }),
  "just within": measurement({ weightKg: "1.0000000000000002", heightCm: "40.00000000000001" }),
  "a patient of any script": measurement({ patient: '"paciente-ção-😀-\\u0000"' }),
  "an empty patient": measurement({ patient: '""' }),
};

const failing: Readonly<Record<string, string>> = {
  "just below the least weight": measurement({ weightKg: "0.9999999999999999" }),
  "just above the greatest weight": measurement({ weightKg: "650.0000000000001" }),
  "just below the least height": measurement({ heightCm: "39.99999999999999" }),
  "just above the greatest height": measurement({ heightCm: "280.00000000000006" }),
  "a weight of zero": measurement({ weightKg: "0" }),
  "a weight below zero": measurement({ weightKg: "-70" }),
  "a height of zero": measurement({ heightCm: "0" }),
  "a height of negative zero": measurement({ heightCm: "-0" }),
  "a weight in grams": measurement({ weightKg: "70000" }),
  "a height in metres": measurement({ heightCm: "1.75" }),
};

const refused: Readonly<Record<string, string>> = {
  "a missing patient": measurement({ patient: undefined }),
  "a missing weight": measurement({ weightKg: undefined }),
  "a missing height": measurement({ heightCm: undefined }),
  "a weight that is text": measurement({ weightKg: '"70"' }),
  "a height of null": measurement({ heightCm: "null" }),
  "a patient that is a number": measurement({ patient: "1" }),
  "an unknown member": measurement({ weight: "70" }),
  "an array": `[${measurement()}]`,
  "a weight of 1e400": measurement({ weightKg: "1e400" }),
  "an end that is missing": measurement().slice(0, -1),
  "nothing at all": "",
};

/** What a template's `process` is asked. */
export function* measurementCases(): Generator<Case> {
  for (const [name, input] of Object.entries(fine)) yield { name: `structure: ${name}`, input };
  yield* edges();
  for (const [name, input] of Object.entries(failing)) yield { name: `out of range: ${name}`, input };
  for (const [name, input] of Object.entries(refused)) yield { name: `refused: ${name}`, input };
}
