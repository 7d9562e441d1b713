import { PluginError } from "../plugin-error.ts";
import type { FailureScope } from "./engine.ts";

export function outputTooLarge(
  length: number,
  limit: number,
  { plugin, version, phase }: FailureScope,
): PluginError {
  const message = `The output of ${length} bytes is over the limit of ${limit} bytes (limits.outputBytes).`;
  return new PluginError("OUTPUT_TOO_LARGE", message, { plugin, version, phase });
}
