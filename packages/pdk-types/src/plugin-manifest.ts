import type { PluginManifest } from "../generated/types/plugin-manifest.js";
import { validatePluginManifest as isPluginManifest } from "../generated/validators/plugin-manifest.js";
import { problemOf, type Validation } from "./validation.ts";

/**
 * Holds what a `vial.json` says to the manifest's schema (`@vial/pdk-types/schemas/plugin-manifest.schema.json`).
 *
 * @param value - the file's contents, parsed
 *
 * @example
 * ```ts
 * import { validatePluginManifest } from "@vial/pdk-types/plugin-manifest";
 *
 * const validation = validatePluginManifest({ manifestVersion: 1, name: "My plugin" });
 * if (!validation.valid) console.log(validation.problem); // { pointer: '/version', reason: 'is missing' }
 * ```
 */
export function validatePluginManifest(value: unknown): Validation<PluginManifest> {
  return isPluginManifest(value)
    ? { valid: true, value }
    : { valid: false, problem: problemOf(isPluginManifest.errors) };
}

export { problemOf, type Problem, type Validation } from "./validation.ts";
export type { Validator, ValidatorError } from "../generated/validators/validator.js";
