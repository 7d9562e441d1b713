import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadAnalyzer } from "../evaluation/analyzer.ts";
import type { AnalysisRequest } from "../messages/request.ts";

test("the README's example is what comes out", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [request = "", report = ""] = [...readme.matchAll(/^```json\n(.*?)^```/gms)].map(([, json]) => json);
  await using analyzer = await loadAnalyzer();
  expect(await analyzer.analyze(JSON.parse(request) as AnalysisRequest)).toStrictEqual(JSON.parse(report));
});
