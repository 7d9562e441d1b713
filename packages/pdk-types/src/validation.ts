import type { ValidatorError } from "../generated/validators/validator.js";

/** Why a value does not fit its schema. */
export interface Problem {
  /** Where, as a JSON pointer (RFC 6901); a member that is missing has the place it should have. */
  readonly pointer: string;
  /** What is wrong there, in words that hold nothing of the value: `must be string`, `is missing`. */
  readonly reason: string;
}

/** What came of holding a value to its schema. */
export type Validation<T> =
  { readonly valid: true; readonly value: T } | { readonly valid: false; readonly problem: Problem };

/**
 * The first problem of those a validator found, as plugins would report it. The pointer names members of the value: where
 * names may hold data (in a map, or a member that should not be there), keep it out of logs.
 */
export function problemOf(errors: readonly ValidatorError[] | null | undefined): Problem {
  const { instancePath = "", keyword = "", message = "is not valid", params = {} } = errors?.[0] ?? {};
  const member = (key: unknown): string =>
    `${instancePath}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  switch (keyword) {
    case "required":
      return { pointer: member(params["missingProperty"]), reason: "is missing" };
    case "additionalProperties":
      return { pointer: member(params["additionalProperty"]), reason: "is not a known member" };
    default:
      return { pointer: instancePath, reason: message };
  }
}
