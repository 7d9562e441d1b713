import { describe, expect, test } from "vitest";
import type { Category } from "../corpus/index.ts";
import { type Evaluation, evaluate } from "../evaluation/evaluate.ts";

/** The least precision and recall of a category where something of it overlaps. */
type Floors = Partial<Record<Category, readonly [precision: number, recall: number]>>;

const identifiers: Floors = { cnpj: [0.99, 0.99], cns: [0.99, 0.99], cpf: [0.99, 0.99], email: [0.99, 0.99] };

const tuned: Floors = {
  ...identifiers,
  address: [0.97, 0.97],
  "birth-date": [0.98, 0.98],
  cep: [0.98, 0.98],
  ethnicity: [0.97, 0.97],
  health: [0.97, 0.97],
  "health-plan": [0.97, 0.97],
  "medical-record": [0.97, 0.97],
  name: [0.97, 0.97],
  phone: [0.98, 0.98],
  religion: [0.97, 0.97],
  rg: [0.97, 0.97],
  "sexual-life": [0.95, 0.95],
  union: [0.95, 0.95],
};

const heldOut: Floors = {
  ...identifiers,
  address: [0.95, 0.95],
  "birth-date": [0.97, 0.9],
  cep: [0.97, 0.97],
  ethnicity: [0.95, 0.95],
  health: [0.97, 0.95],
  "health-plan": [0.95, 0.95],
  "medical-record": [0.95, 0.95],
  name: [0.97, 0.85],
  phone: [0.97, 0.92],
  religion: [0.95, 0.95],
  rg: [0.95, 0.95],
  "sexual-life": [0.95, 0.95],
  union: [0.95, 0.95],
};

function expectFloors({ overlap }: Evaluation, floors: Floors): void {
  for (const [category, [precision, recall]] of Object.entries(floors)) {
    const quality = overlap[category as Category];
    expect(quality.precision, `precision of ${category}`).toBeGreaterThanOrEqual(precision);
    expect(quality.recall, `recall of ${category}`).toBeGreaterThanOrEqual(recall);
  }
}

describe("precision and recall do not fall", () => {
  test("where the rules were tuned", { timeout: 60_000 }, async () => {
    expectFloors(await evaluate("tuned"), tuned);
  });

  test("where they were not", { timeout: 60_000 }, async () => {
    expectFloors(await evaluate("held-out"), heldOut);
  });

  test("in the documents that are hard", { timeout: 60_000 }, async () => {
    const { exact } = await evaluate("hand-written");
    const all = Object.values(exact).filter(({ labelled }) => labelled > 0);
    const labels = all.reduce((sum, { labelled }) => sum + labelled, 0);
    const right = all.reduce((sum, { labelled, recall = 0 }) => sum + labelled * recall, 0);
    expect(right / labels).toBeGreaterThanOrEqual(0.93);
  });
});
