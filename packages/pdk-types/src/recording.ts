import type { Recording } from "../generated/types/recording.js";
import { validateRecording as isRecording } from "../generated/validators/recording.js";
import { problemOf, type Validation } from "./validation.ts";

/**
 * Holds a recorded call to its schema (`@vial/pdk-types/schemas/recording.schema.json`).
 *
 * @param value - the file's contents, parsed
 *
 * @example
 * ```ts
 * import { validateRecording } from "@vial/pdk-types/recording";
 *
 * const validation = validateRecording({ recordingVersion: 1 });
 * if (!validation.valid) console.log(validation.problem); // { pointer: '/recordedAt', reason: 'is missing' }
 * ```
 */
export function validateRecording(value: unknown): Validation<Recording> {
  return isRecording(value)
    ? { valid: true, value }
    : { valid: false, problem: problemOf(isRecording.errors) };
}

export type {
  RecordedArgument,
  RecordedBytes,
  RecordedHostCall,
  RecordedOutcome,
  RecordedValue,
  Recording,
} from "../generated/types/recording.js";
