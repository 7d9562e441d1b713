import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analyzer, loadAnalyzer } from "../evaluation/analyzer.ts";
import { described, valueOf } from "./support/found.ts";

let analyzer: Analyzer;

beforeAll(async () => {
  analyzer = await loadAnalyzer();
});
afterAll(() => analyzer[Symbol.asyncDispose]());

test.each([
  ["two bytes a character", "Ação, coração: cpf 52998224725"],
  ["decomposed accents", "Ac\u0327a\u0303o: cpf 52998224725"],
  ["four bytes a character", "🩺👩🏽‍⚕️ cpf 52998224725 🩺"],
  ["three bytes a character", "終わり — cpf 52998224725"],
  ["no-break spaces", "cpf\u00a052998224725\u00a0fim"],
])("positions count the bytes of UTF-8: %s", async (_, text) => {
  const { findings } = await analyzer.analyze({ mode: "report", text });
  expect(described(text, findings)).toEqual(["cpf: 52998224725"]);
});

test("a name keeps its accents whole", async () => {
  const text = "Mãe: Conceição d’Ávila Araújo; 3";
  const { findings } = await analyzer.analyze({ mode: "report", text });
  expect(described(text, findings)).toEqual(["name: Conceição d’Ávila Araújo"]);
});

test("in a document a pointer says which string, and positions are within it", async () => {
  const document = {
    "a/b": { "c~d": ["x", "CPF é 529.982.247-25"] },
    "": "tel. (11) 98765-4321",
    paciente: { nome: "Ana Souza" },
    cns: 898000000043208,
  };
  const { findings } = await analyzer.analyze({ document, mode: "report" });
  const at = findings.map(({ category, end, part, pointer, start }) => [category, pointer, part, start, end]);
  expect(at).toEqual([
    ["phone", "/", "value", 5, 20],
    ["cpf", "/a~1b/c~0d/1", "value", 7, 21],
    ["cns", "/cns", "value", 0, 15],
    ["name", "/paciente/nome", "value", 0, 9],
  ]);
});

test("a document may be a string, which the empty pointer names", async () => {
  const { findings } = await analyzer.analyze({ document: "CPF 52998224725", mode: "report" });
  expect(findings).toMatchObject([{ category: "cpf", part: "value", pointer: "", start: 4, end: 15 }]);
});

test("what is found in a member's name is masked in pointers", async () => {
  const document = { "cpf 529.982.247-25": { email: "a@example.com" } };
  const { findings } = await analyzer.analyze({ document, mode: "report" });
  expect(findings).toMatchObject([
    { category: "cpf", part: "name", pointer: "/cpf **************", start: 4, end: 18 },
    { category: "email", part: "value", pointer: "/cpf **************/email", start: 0, end: 13 },
  ]);
});

test("line ends within a name stay when it is masked", async () => {
  const text = "Paciente: Ana Beatriz\r\nSouza Lima, 30 anos";
  const report = await analyzer.analyze({ mode: "mask", text });
  expect(report.findings.map((finding) => valueOf(text, finding))).toEqual(["Ana Beatriz\r\nSouza Lima"]);
  expect(report.text).toBe("Paciente: ***********\r\n**********, 30 anos");
});
