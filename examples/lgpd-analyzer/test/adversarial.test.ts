import { describe, expect, test } from "vitest";
import type { AnalysisReport } from "../messages/report.ts";
import { work } from "./support/work.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

function textRequest(unit: string, size: number): string {
  return JSON.stringify({ mode: "mask", text: unit.repeat(Math.ceil(size / unit.length)).slice(0, size) });
}

describe("work grows with the text's length and no faster", () => {
  test.each([
    "7",
    "1 ",
    "12.",
    "1-",
    "12/03/1954 ",
    "@",
    "a@",
    "a@b.",
    "a.b@c.de ",
    "a",
    "A",
    "é",
    "e\u0301",
    "–",
    "🩺",
    "CPF ",
    "CPF: 1 ",
    "data de ",
    "cartão nacional de ",
    "Paciente: ",
    "Paciente Ana Maria Silva Souza da ",
    "MARIA ",
    "Silva, Ana ",
    "Ana\n",
    "D. ",
    "da ",
    "Rua ",
    "Rua A, ",
    "Rua 7 de ",
    "Hospital Santa ",
    "CRM ",
    "Ana\nCRM\n",
    "doença de ",
    "diabetes aguda de ",
    "PID|",
    "PID|\r",
    "PID|1||1^^^^MR~2^^^^MR~",
    "(11) ",
    "+55 ",
    "\n",
    "***",
    "[",
    '"',
  ])("%j over and over", (unit) => {
    const [half, whole] = [work(textRequest(unit, 32 * KiB)), work(textRequest(unit, 64 * KiB))];
    expect(half.steps).toBeGreaterThan(100);
    expect(whole.steps / half.steps).toBeLessThan(2.1);
    // Some 60 calls and turns of loops a byte are what the densest texts take.
    expect(whole.steps / (64 * KiB)).toBeLessThan(60);
  });
});

describe("work grows with a document's size and no faster", () => {
  test.each<[string, (size: number) => unknown]>([
    ["strings", (size) => Array.from({ length: size / 16 }, () => "CPF 52998224725")],
    ["numbers", (size) => Array.from({ length: size / 8 }, (_, index) => index)],
    [
      "members",
      (size) => Object.fromEntries(Array.from({ length: size / 16 }, (_, i) => [`nome${i}`, "Ana"])),
    ],
    [
      "names that are the same once masked",
      (size) =>
        Object.fromEntries(
          Array.from({ length: size / 32 }, (_, i) => [`${" ".repeat(i % 8)}5299822472${i}@a.example`, 1]),
        ),
    ],
  ])("%s", (_, documentOf) => {
    const run = (size: number): number =>
      work(JSON.stringify({ document: documentOf(size), mode: "mask" })).steps;
    // Sorting and searching names adds a logarithm.
    expect(run(64 * KiB) / run(32 * KiB)).toBeLessThan(2.4);
  });
});

describe("1 MiB of", () => {
  test.each(["7", "@", "a", "(", "é", " ", "\n", "CPF "])("%j", { timeout: 20_000 }, (unit) => {
    const { answer, memory } = work(textRequest(unit, MiB));
    const report = JSON.parse(answer) as AnalysisReport;
    expect(Buffer.byteLength(report.text ?? "")).toBe(
      Buffer.byteLength(JSON.parse(textRequest(unit, MiB)).text),
    );
    expect(memory).toBeLessThan(16 * MiB);
  });
});

function nestedArrays(depth: number): string {
  return `{"document":${"[".repeat(depth)}"CPF 52998224725"${"]".repeat(depth)},"mode":"mask"}`;
}

test("a document may be as deep as the JSON that is read", () => {
  const report = JSON.parse(work(nestedArrays(511)).answer) as AnalysisReport;
  expect(report.findings).toMatchObject([{ category: "cpf", pointer: "/0".repeat(511) }]);
  expect(JSON.stringify(report.document)).toContain('"CPF ***********"');
  expect(work(nestedArrays(100_000)).answer).toMatch(/expected at most 512 levels/);
  const members = `{"document":${'{"a":'.repeat(511)}"CPF 52998224725"${"}".repeat(511)},"mode":"mask"}`;
  expect((JSON.parse(work(members).answer) as AnalysisReport).findings).toHaveLength(1);
});

test("what is no UTF-8 is an error", () => {
  const input = Buffer.from('{"mode":"mask","text":"Jos\xe9"}', "latin1");
  expect(work(input).answer).toMatch(/expected UTF-8$/);
});

test("a report that would be longer than a host takes is an error", () => {
  const name = "n".repeat(100 * KiB);
  const values = Array.from({ length: 200 }, () => "a@b.co");
  const { answer } = work(JSON.stringify({ document: { [name]: values }, mode: "report" }));
  expect(answer).toBe("the report would be longer than 16 MiB: ask for less text or fewer categories");
});
