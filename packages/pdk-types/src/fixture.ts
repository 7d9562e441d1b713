import type { Fixture } from "../generated/types/fixture.js";
import { validateFixture as isFixture } from "../generated/validators/fixture.js";
import { problemOf, type Validation } from "./validation.ts";

/**
 * Holds what a `fixture.json` says to its schema (`@vial/pdk-types/schemas/fixture.schema.json`).
 *
 * @param value - the file's contents, parsed
 *
 * @example
 * ```ts
 * import { validateFixture } from "@vial/pdk-types/fixture";
 *
 * const validation = validateFixture({ compair: "json" });
 * if (!validation.valid) console.log(validation.problem); // { pointer: '/compair', reason: 'is not a known member' }
 * ```
 */
export function validateFixture(value: unknown): Validation<Fixture> {
  return isFixture(value) ? { valid: true, value } : { valid: false, problem: problemOf(isFixture.errors) };
}

export type { Body, Fixture, FunctionCall, HttpExchange } from "../generated/types/fixture.js";
