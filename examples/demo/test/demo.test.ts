import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const steps = [
  ["hl7-to-json", "process", "C"],
  ["fhir-gateway", "from_hl7", "Go"],
  ["fhir-gateway", "process", "Go"],
  ["lgpd-analyzer", "process", "Rust"],
  ["triage-rules", "process", "AssemblyScript"],
];

describe("--json", () => {
  let runs: Record<string, unknown>[];
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, "--json"]);
    ({ runs } = JSON.parse(stdout) as { runs: Record<string, unknown>[] });
  }, 120_000);

  test("prints a run for each step and isolation level, and nothing else", () => {
    const ran = runs.map((run) => [run["plugin"], run["export"], run["language"], run["isolation"]]);
    const expected = ["inline", "thread"].flatMap((isolation) => steps.map((step) => [...step, isolation]));
    expect(ran).toEqual(expected);
    for (const run of runs) {
      expect(Object.keys(run)).toEqual([
        "step",
        "plugin",
        "export",
        "language",
        "module",
        "isolation",
        "messages",
        "bytes",
        "failures",
        "medianUs",
        "p99Us",
        "memoryBytes",
      ]);
    }
  });

  test("every message gets through, and those with an adult's vital signs are scored", () => {
    for (const { step, failures, messages } of runs) {
      expect([step, failures]).toEqual([step, 0]);
      expect(messages).toBeGreaterThanOrEqual(step === "NEWS2 score" ? 50 : 560);
    }
  });
});
