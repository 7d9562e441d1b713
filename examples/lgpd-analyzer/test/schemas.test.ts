import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { readCorpus } from "../corpus/index.ts";
import { loadAnalyzer } from "../evaluation/analyzer.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test.each(["request", "report"])("schemas/%s.schema.json is the contract's", (name) => {
  const contract = `../../../packages/pdk-types/schemas/messages/lgpd-analyzer/${name}.schema.json`;
  expect(read(`../schemas/${name}.schema.json`)).toBe(read(contract));
});

test("reports of every mode conform and are in canonical form", async () => {
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(read("../schemas/report.schema.json")));
  await using analyzer = await loadAnalyzer("k".repeat(32));
  for (const { id, input } of readCorpus("tuned").filter((_, index) => index % 40 === 0)) {
    for (const mode of ["report", "mask", "pseudonymise"] as const) {
      const report = await analyzer.analyze({ ...input, mode });
      expect(validate(report), `${id} ${JSON.stringify(validate.errors)}`).toBe(true);
      expect(Object.keys(report)).toEqual(Object.keys(report).toSorted());
    }
  }
});
