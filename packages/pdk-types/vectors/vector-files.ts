import type { VectorSet } from "../src/vectors.ts";
import type { Case } from "./cases/case.ts";
import { measurementCases } from "./cases/measurements.ts";
import { numberCases } from "./cases/numbers.ts";
import { structureCases } from "./cases/structure.ts";
import { textCases } from "./cases/text.ts";
import { Refusal } from "./reference/json-reader.ts";
import { Failure, process } from "./reference/process.ts";
import { summarise } from "./reference/summarise.ts";

/** The text of `<set>.jsonl`: every case with what the reference answers. */
export function vectorFile(set: VectorSet): string {
  const lines =
    set === "summarise"
      ? [...structureCases(), ...textCases(), ...numberCases()].map((each) => line(each, summarise))
      : [...measurementCases()].map((each) => line(each, process));
  return `${lines.join("\n")}\n`;
}

function line({ name, input }: Case, reference: (input: Uint8Array) => string): string {
  const written =
    typeof input === "string" ? { input } : { inputBase64: Buffer.from(input).toString("base64") };
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  return JSON.stringify({ name, ...written, ...outcome(() => reference(bytes)) });
}

function outcome(call: () => string): { output: string } | { error: { pointer?: string; text?: string } } {
  try {
    return { output: call() };
  } catch (error) {
    if (error instanceof Failure) return { error: { text: error.message } };
    if (!(error instanceof Refusal)) throw error;
    return { error: error.pointer === undefined ? {} : { pointer: error.pointer } };
  }
}
