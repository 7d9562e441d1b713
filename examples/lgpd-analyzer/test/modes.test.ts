import { PluginError } from "@vial/host";
import { describe, expect, test } from "vitest";
import { type Analyzer, loadAnalyzer } from "../evaluation/analyzer.ts";

const key = "k".repeat(32);
const text = "Paciente: José Lima, CPF 529.982.247-25, com asma.";

async function guestMessage(call: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PluginError)) throw new Error("the call did not fail", { cause: error });
  return error.guestMessage;
}

async function withAnalyzer<T>(use: (analyzer: Analyzer) => Promise<T>, pseudonymKey?: string): Promise<T> {
  await using analyzer = await loadAnalyzer(pseudonymKey);
  return await use(analyzer);
}

async function pseudonymOf(input: string, pseudonymKey: string): Promise<string | undefined> {
  const report = await withAnalyzer(
    (analyzer) => analyzer.analyze({ mode: "pseudonymise", text: input }),
    pseudonymKey,
  );
  return /\[cpf:[a-p]+\]/.exec(report.text ?? "")?.[0];
}

describe("report", () => {
  test("says what is where, how sure that is, and by which article", async () => {
    const report = await withAnalyzer((analyzer) => analyzer.analyze({ mode: "report", text }));
    expect(report).toEqual({
      findings: [
        { article: "art. 5, I", category: "name", confidence: 0.92, end: 20, rule: "name-cue", start: 10 },
        { article: "art. 5, I", category: "cpf", confidence: 0.98, end: 40, rule: "check-digits", start: 26 },
        {
          article: "art. 5, II",
          category: "health",
          confidence: 0.85,
          end: 50,
          rule: "health-term",
          start: 46,
        },
      ],
      mode: "report",
      totals: [
        { article: "art. 5, I", category: "cpf", count: 1 },
        { article: "art. 5, II", category: "health", count: 1 },
        { article: "art. 5, I", category: "name", count: 1 },
      ],
    });
  });

  test("holds none of what was found, in a document's names neither", async () => {
    const document = { "529.982.247-25": { nome: "José Lima" }, contato: "jose@example.com" };
    const report = await withAnalyzer((analyzer) => analyzer.analyze({ document, mode: "report" }));
    expect(report.totals.map(({ category }) => category)).toEqual(["cpf", "email", "name"]);
    expect(JSON.stringify(report)).not.toMatch(/529|982|José|Lima|jose@/);
  });
});

describe("mask", () => {
  test("replaces every byte and keeps the length", async () => {
    const report = await withAnalyzer((analyzer) => analyzer.analyze({ mode: "mask", text }));
    expect(report.text).toBe("Paciente: **********, CPF **************, com ****.");
    expect(Buffer.byteLength(report.text ?? "")).toBe(Buffer.byteLength(text));
  });

  test("keeps a document JSON: numbers become strings, names are masked and stay apart", async () => {
    const document = {
      "52998224725": 1,
      "39053344705": 2,
      cpf: 52998224725,
      lista: [{ telefone: "(11) 98765-4321" }, null, true, 7.5],
    };
    const report = await withAnalyzer((analyzer) => analyzer.analyze({ document, mode: "mask" }));
    expect(report.document).toEqual({
      "***********": 2,
      "*********** (2)": 1,
      cpf: "***********",
      lista: [{ telefone: "***************" }, null, true, 7.5],
    });
  });

  test("finds a CPF whose leading zeros a number has lost", async () => {
    const report = await withAnalyzer((analyzer) =>
      analyzer.analyze({ document: { cpf: 191 }, mode: "mask" }),
    );
    expect(report.document).toEqual({ cpf: "***" });
    expect(report.findings).toMatchObject([{ category: "cpf", end: 3, start: 0 }]);
  });
});

describe("pseudonymise", () => {
  test("replaces what identifies and leaves what is sensitive", async () => {
    const report = await withAnalyzer((analyzer) => analyzer.analyze({ mode: "pseudonymise", text }), key);
    expect(report.text).toMatch(/^Paciente: \[name:[a-p]{20}\], CPF \[cpf:[a-p]{20}\], com asma\.$/);
  });

  test("gives a value the same pseudonym in every call, and another with another key", async () => {
    const first = await pseudonymOf("CPF 529.982.247-25", key);
    expect(first).toBeDefined();
    expect(await pseudonymOf("o CPF dele: 52998224725", key)).toBe(first);
    expect(await pseudonymOf("CPF 390.533.447-05", key)).not.toBe(first);
    expect(await pseudonymOf("CPF 529.982.247-25", "K".repeat(32))).not.toBe(first);
  });

  test.each([
    [undefined, "pseudonym-key: not configured"],
    ["k", "pseudonym-key: shorter than 32 bytes"],
    ["k".repeat(31), "pseudonym-key: shorter than 32 bytes"],
  ])("a key of %o is an error that names the configuration key", async (pseudonymKey, message) => {
    const call = withAnalyzer((analyzer) => analyzer.analyze({ mode: "pseudonymise", text }), pseudonymKey);
    expect(await guestMessage(call)).toBe(message);
  });
});

describe("options", () => {
  test("categories limits what is looked for", async () => {
    const request = { categories: ["cpf" as const], mode: "mask" as const, text };
    const report = await withAnalyzer((analyzer) => analyzer.analyze(request));
    expect(report.text).toBe(text.replace("529.982.247-25", "*".repeat(14)));
  });

  test("minimumConfidence leaves out what is less sure", async () => {
    const wrong = "CPF: 529.982.247-26";
    const at = (minimumConfidence: number): Promise<number> =>
      withAnalyzer((analyzer) => analyzer.analyze({ minimumConfidence, mode: "report", text: wrong })).then(
        ({ findings }) => findings.length,
      );
    expect(await at(0.5)).toBe(0);
    expect(await at(0.41)).toBe(1);
    expect(await at(0.42)).toBe(0);
  });

  test.each([
    [{ mode: "report" }, 'expected "text" or "document", one of the two'],
    [{ document: {}, mode: "report", text }, 'expected "text" or "document", one of the two'],
    [{ minimumConfidence: 2, mode: "report", text }, "/minimumConfidence: expected a number from 0 to 1"],
  ] as const)("%j is refused", async (request, message) => {
    expect(await guestMessage(withAnalyzer((analyzer) => analyzer.analyze(request)))).toBe(message);
  });
});
