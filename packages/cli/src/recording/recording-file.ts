import { readFile } from "node:fs/promises";
import { type Recording, validateRecording } from "@vial/pdk-types/recording";
import { Failure } from "../failure.ts";
import { writeWhole } from "../project/write-whole.ts";

/** Whoever may read a recording may read what the plugin was given: its owner, and nobody else. */
const ownerOnly = 0o600;

/** Writes a recording whole or not at all, in the place of one that is there. */
export async function writeRecording(path: string, recording: Recording): Promise<void> {
  await writeWhole(path, `${JSON.stringify(recording, undefined, 2)}\n`, { mode: ownerOnly });
}

/** @throws Failure saying what in the file is not as it has to be. */
export async function readRecording(path: string): Promise<Recording> {
  const text = await readFile(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may hold patient data.
    throw new Failure(`${path} is not JSON`, { hint: "vial run --record makes recordings." });
  }
  const version = (value as { readonly recordingVersion?: unknown } | null)?.recordingVersion;
  if (typeof version === "number" && version > 1) {
    throw new Failure(`${path} has version ${version} of the format, and this vial knows version 1`, {
      hint: "Update @vial/cli.",
    });
  }
  const validation = validateRecording(value);
  if (validation.valid) return validation.value;
  const { pointer, reason } = validation.problem;
  throw new Failure(`${path} is no recording: ${pointer || "it"} ${reason}`, {
    hint: "vial run --record makes recordings; @vial/pdk-types/schemas/recording.schema.json is their schema.",
  });
}
