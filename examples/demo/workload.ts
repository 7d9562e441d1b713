import { fileURLToPath } from "node:url";
import { readMessages, readVitals } from "@vial-examples/data";

/** A plugin and all the inputs the demo gives it. */
export interface Workload {
  readonly plugin: string;
  readonly language: "C" | "AssemblyScript";
  readonly source: string;
  readonly inputs: readonly Uint8Array[];
}

const encoder = new TextEncoder();

export function workloads(): Workload[] {
  return [
    {
      plugin: "hl7-to-json",
      language: "C",
      source: built("@vial-examples/hl7-to-json", "hl7-to-json"),
      inputs: readMessages().map((message) => message.bytes),
    },
    {
      plugin: "triage-rules",
      language: "AssemblyScript",
      source: built("@vial-examples/triage-rules", "triage-rules"),
      inputs: readVitals().map((observation) =>
        encoder.encode(JSON.stringify({ observations: [observation] })),
      ),
    },
  ];
}

function built(packageName: string, plugin: string): string {
  const manifest = import.meta.resolve(`${packageName}/package.json`);
  return fileURLToPath(new URL(`build/${plugin}.wasm`, manifest));
}
