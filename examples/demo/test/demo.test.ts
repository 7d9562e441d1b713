import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readNasty } from "@vial-examples/data";
import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { workloads } from "../workload.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

test("--json prints one line for each plugin and isolation level, and nothing else", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [main, "--json"]);
  const { runs } = JSON.parse(stdout) as { runs: Record<string, unknown>[] };
  expect(runs.map(({ plugin, isolation }) => `${String(plugin)} ${String(isolation)}`)).toEqual([
    "hl7-to-json inline",
    "hl7-to-json thread",
    "triage-rules inline",
    "triage-rules thread",
  ]);
  for (const run of runs) {
    expect(Object.keys(run)).toEqual([
      "plugin",
      "language",
      "isolation",
      "messages",
      "bytes",
      "failures",
      "medianUs",
      "p99Us",
      "memoryBytes",
    ]);
    expect(run).toMatchObject({ failures: 0 });
    expect(run["messages"]).toBeGreaterThanOrEqual(500);
  }
});

describe.for(["inline", "thread"] as const)("nasty messages, %s", (isolation) => {
  test.for(readNasty())("$name: $why", async ({ bytes, expect: expected }) => {
    const { source } = workloads()[0]!;
    await using plugins = new PluginManager();
    await plugins.load("hl7-to-json", { source, isolation });
    const [outcome] = await plugins.executeMany("hl7-to-json", [bytes]);
    if (outcome!.status === "fulfilled") {
      expect(expected).not.toBe("error");
      expect(outcome!.value.json()).toHaveProperty("format");
    } else {
      expect(expected).not.toBe("ok");
      expect(outcome!.reason.code).toBe("PLUGIN_ERROR");
      expect(outcome!.reason.guestMessage).toMatch(/^HL7-/);
    }
  });
});
