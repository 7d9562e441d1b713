import { PluginError } from "../plugin-error.ts";
import type { Runner } from "./engine.ts";

/**
 * Whether a runner's worker or process died before the plugin began what it was given: another runner can then be given the same.
 * From the beginning on, the death may be the plugin's doing, and what it did may have had effects.
 */
export function diedUnbegun(runner: Runner, error: unknown): boolean {
  return error instanceof PluginError && error.code === "WORKER_CRASHED" && !runner.begun;
}
