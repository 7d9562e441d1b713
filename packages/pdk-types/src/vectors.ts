import { readFileSync } from "node:fs";

/** An input to an export and what it has to answer, byte for byte, in whatever language the plugin is written. */
export interface Vector {
  /** Says what the vector is for; unique within its file. */
  readonly name: string;
  readonly input: Uint8Array;
  readonly expected: { readonly output: Uint8Array } | { readonly error: VectorError };
}

/** How a call has to fail: always as the plugin's own error, never by a trap. */
export interface VectorError {
  /** The error text is `<pointer>: <what was expected>`. Absent where readers may notice at different places. */
  readonly pointer?: string;
  /** The error text is exactly this. */
  readonly text?: string;
}

/** The exports with vectors: the contract plugin's `summarise`, a template's `process`. */
export type VectorSet = "summarise" | "process";

/** A line of a vector file: `inputBase64` in place of `input` where the input is not well-formed UTF-8. */
interface VectorLine {
  readonly name: string;
  readonly input?: string;
  readonly inputBase64?: string;
  readonly output?: string;
  readonly error?: VectorError;
}

/**
 * Reads the vectors of one export, in the order of their file.
 *
 * @example
 * ```ts
 * import { readVectors } from "@vial/pdk-types/vectors";
 *
 * console.log(readVectors("process")[0]?.name); // structure: an ordinary adult
 * ```
 */
export function readVectors(set: VectorSet): readonly Vector[] {
  const lines = readFileSync(new URL(`../vectors/${set}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => vectorOf(JSON.parse(line) as VectorLine));
}

function vectorOf({ name, input, inputBase64, output, error }: VectorLine): Vector {
  return {
    name,
    input: input === undefined ? Uint8Array.from(Buffer.from(inputBase64 ?? "", "base64")) : encode(input),
    expected: error === undefined ? { output: encode(output ?? "") } : { error },
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
