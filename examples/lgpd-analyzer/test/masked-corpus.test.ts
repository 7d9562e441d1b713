import { expect, test } from "vitest";
import { type LabelledDocument, type Part, readCorpus } from "../corpus/index.ts";
import { type Analyzer, loadAnalyzer } from "../evaluation/analyzer.ts";

const identifiers = ["cnpj", "cns", "cpf", "email"] as const;
const parts: readonly Part[] = ["tuned", "held-out", "hand-written"];

async function remaining(analyzer: Analyzer, { input, id }: LabelledDocument): Promise<string[]> {
  const masked = await analyzer.analyze({ ...input, mode: "mask" });
  const again = masked.text === undefined ? { document: masked.document } : { text: masked.text };
  const { findings } = await analyzer.analyze({ ...again, categories: [...identifiers], mode: "report" });
  return findings.map(({ category }) => `${id}: ${category}`);
}

test.each(parts)("nothing is found in what was masked: %s", { timeout: 60_000 }, async (part) => {
  await using analyzer = await loadAnalyzer();
  const left: string[] = [];
  for (const document of readCorpus(part)) left.push(...(await remaining(analyzer, document)));
  expect(left).toEqual([]);
});

test("pseudonyms are found by no rule", { timeout: 60_000 }, async () => {
  await using analyzer = await loadAnalyzer("k".repeat(32));
  const found: string[] = [];
  for (const { id, input } of readCorpus("hand-written")) {
    const { text = "" } = await analyzer.analyze({ ...input, mode: "pseudonymise" });
    const { findings } = await analyzer.analyze({ mode: "report", text });
    const bytes = Buffer.from(text);
    const values = findings.map(({ start, end }) => bytes.subarray(start, end).toString());
    found.push(...values.filter((value) => /\[|[a-p]{20}/.test(value)).map((value) => `${id}: ${value}`));
  }
  expect(found).toEqual([]);
});
