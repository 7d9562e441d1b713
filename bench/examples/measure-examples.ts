import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PluginManager } from "@vial/host";
import { type Language } from "../workloads.ts";
import { measureInRounds, spreadOf, warmUp } from "../measure/index.ts";
import type { Effort } from "../overhead/effort.ts";
import type { ExampleRow } from "./example.ts";

interface Example {
  readonly plugin: string;
  readonly language: Language;
  readonly export: string;
}

/** In the order of the demo's pipeline: each one's input is what the one before answered. */
const examples: readonly Example[] = [
  { plugin: "hl7-to-json", language: "c", export: "process" },
  { plugin: "fhir-gateway", language: "go", export: "from_hl7" },
  { plugin: "lgpd-analyzer", language: "rust", export: "process" },
  { plugin: "triage-rules", language: "assemblyscript", export: "process" },
];

const repository = new URL("../../", import.meta.url);
const encoder = new TextEncoder();

/** A batch of HL7 messages, from the corpus as it is checked in. */
function batch(): Uint8Array {
  return new Uint8Array(readFileSync(new URL("examples/data/messages/batch/batch-001.hl7", repository)));
}

function inputOf({ plugin }: Example, previous: Uint8Array): Uint8Array {
  if (plugin === "hl7-to-json") return batch();
  if (plugin === "fhir-gateway") return previous;
  if (plugin === "lgpd-analyzer")
    return encoder.encode(`{"mode":"mask","document":${new TextDecoder().decode(previous)}}`);
  return new Uint8Array(readFileSync(new URL("examples/data/vitals.json", repository)));
}

/** Measures the example plugins as they ship: the modules that are checked in, inline, each call with fresh state. */
export async function measureExamples(effort: Effort): Promise<ExampleRow[]> {
  const rows: ExampleRow[] = [];
  let previous: Uint8Array = new Uint8Array(0);
  for (const example of examples) {
    const { plugin, language } = example;
    const source = fileURLToPath(new URL(`examples/${plugin}/prebuilt/${plugin}.wasm`, repository));
    await using plugins = new PluginManager();
    await plugins.load(plugin, { source, isolation: "inline" });
    const input = inputOf(example, previous);
    const call = async (): Promise<Uint8Array> =>
      (await plugins.execute(plugin, input, { export: example.export })).bytes();
    previous = await call();
    const subject = {
      run: async (calls: number): Promise<number> => {
        const start = process.hrtime.bigint();
        for (let i = 0; i < calls; i++) await call();
        return Number(process.hrtime.bigint() - start);
      },
    };
    await warmUp(subject, effort.warmUp);
    const { rounds, roundMs, repeats } = effort;
    const { times } = await measureInRounds({ subject }, { rounds, roundMs, repeats });
    const { low, median, high } = spreadOf(times.subject);
    rows.push({
      plugin,
      language,
      inputBytes: input.length,
      vialUs: median / 1000,
      vialLowUs: low / 1000,
      vialHighUs: high / 1000,
      ratio: null,
      low: null,
      high: null,
      nativeUs: null,
      note: "its time alone: there is no native program of it",
    });
  }
  return rows;
}
