import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type LabelledDocument, type Part, type Place, readCorpus } from "../corpus/index.ts";
import { defaultSeed, generatePart } from "../corpus/generator/corpus.ts";

const parts: readonly Part[] = ["tuned", "held-out", "hand-written"];

function fieldOf({ input }: LabelledDocument, { pointer }: Place): string {
  if ("text" in input) return input.text;
  const names = (pointer ?? "").split("/").slice(1);
  return String(
    names.reduce((value: unknown, name) => (value as Record<string, unknown>)[name], input.document),
  );
}

function labelled(part: Part, category: Place["category"]): string[] {
  return readCorpus(part).flatMap((document) =>
    document.labels
      .filter((label) => label.category === category)
      .map((label) => Buffer.from(fieldOf(document, label)).subarray(label.start, label.end).toString()),
  );
}

/** The names of the templates a part was written with. */
function kinds(part: Part): string[] {
  return readCorpus(part).map(({ id }) => id.replace(/-\d+$/, ""));
}

/** Written anew, so that the generator's mistakes are not the test's too. */
function hasCpfDigits(value: string): boolean {
  // As a number in JSON it has lost its leading zeros.
  const digits = [...value.replaceAll(/\D/g, "").padStart(11, "0")].map(Number);
  const check = (count: number): number =>
    ((10 * digits.slice(0, count).reduce((sum, digit, i) => sum + digit * (count + 1 - i), 0)) % 11) % 10;
  return digits.length === 11 && check(9) === digits[9] && check(10) === digits[10];
}

describe.each(["tuned", "held-out"] as const)("%s", (part) => {
  test("is what the generator makes", () => {
    const stored = readFileSync(new URL(`../corpus/${part}.jsonl`, import.meta.url), "utf8");
    expect(stored === generatePart(part, defaultSeed)).toBe(true);
  });
});

test("there are more than 2,000 documents in less than 4 MB, a third of them held out", () => {
  const [tuned = 0, heldOut = 0, handWritten = 0] = parts.map((part) => readCorpus(part).length);
  expect(tuned + heldOut).toBeGreaterThan(2000);
  expect(heldOut / (tuned + heldOut)).toBeGreaterThan(0.3);
  expect(handWritten).toBeGreaterThanOrEqual(60);
  const sizes = ["tuned", "held-out"].map(
    (part) => readFileSync(new URL(`../corpus/${part}.jsonl`, import.meta.url)).length,
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(4_000_000);
});

test.each(parts)("no mark is left in a document: %s", (part) => {
  expect(readCorpus(part).filter(({ input }) => /[⟦⟧]/.test(JSON.stringify(input)))).toEqual([]);
});

test.each(parts)("what is labelled a CPF has its check digits: %s", (part) => {
  const values = labelled(part, "cpf");
  expect(values.length).toBeGreaterThan(5);
  expect(values.filter((value) => !hasCpfDigits(value))).toEqual([]);
});

test("no template is in both parts", () => {
  const tuned = new Set(kinds("tuned"));
  expect(kinds("held-out").filter((kind) => tuned.has(kind))).toEqual([]);
});
