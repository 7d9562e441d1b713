import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { NativeSource } from "../native/program.ts";
import type { Language } from "../workloads.ts";

/** An example plugin, and what it is called with. */
export interface Example {
  readonly plugin: string;
  readonly language: Language;
  readonly export: string;
  /** The module that is checked in. */
  readonly module: string;
  /** Its input, of what the example before answered. */
  readonly input: (previous: Uint8Array) => Uint8Array;
  /** AssemblyScript has no native compiler. */
  readonly native?: NativeSource;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const file = (relative: string): Uint8Array => new Uint8Array(readFileSync(path(relative)));
const module = (plugin: string): string => path(`../../examples/${plugin}/prebuilt/${plugin}.wasm`);

/** In the order of the demo's pipeline: each one's input is what the one before answered. */
export const examples: readonly Example[] = [
  {
    plugin: "hl7-to-json",
    language: "c",
    export: "process",
    module: module("hl7-to-json"),
    input: () => file("../../examples/data/messages/batch/batch-001.hl7"),
    native: {
      name: "hl7-to-json",
      language: "c",
      project: path("hl7-to-json"),
      cSources: path("../../examples/hl7-to-json/src"),
    },
  },
  {
    plugin: "fhir-gateway",
    language: "go",
    export: "from_hl7",
    module: module("fhir-gateway"),
    input: (previous) => previous,
    native: { name: "fhir-gateway", language: "go", project: path("fhir-gateway") },
  },
  {
    plugin: "lgpd-analyzer",
    language: "rust",
    export: "process",
    module: module("lgpd-analyzer"),
    input: (previous) => Buffer.from(`{"mode":"mask","document":${new TextDecoder().decode(previous)}}`),
    native: { name: "lgpd-analyzer", language: "rust", project: path("lgpd-analyzer") },
  },
  {
    plugin: "triage-rules",
    language: "assemblyscript",
    export: "process",
    module: module("triage-rules"),
    input: () => file("../../examples/data/vitals.json"),
  },
];
