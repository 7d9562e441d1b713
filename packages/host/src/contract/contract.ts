import type { ErrorObject, ValidateFunction } from "ajv";
import type { FailureScope } from "../engine/engine.ts";
import { PluginError } from "../plugin-error.ts";
import { describeViolation, maskPointer } from "./violation.ts";

/** A message's schema, compiled. */
export interface MessageCheck {
  readonly validate: ValidateFunction;
  /** Every member name the schema declares. */
  readonly names: ReadonlySet<string>;
}

/** What is checked of one export's messages. */
export interface ExportChecks {
  readonly input?: MessageCheck;
  readonly output?: MessageCheck;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What a plugin's exports take and answer, compiled: both are checked in every call. */
export class Contract {
  readonly #exports: ReadonlyMap<string, ExportChecks>;

  constructor(exports: ReadonlyMap<string, ExportChecks>) {
    this.#exports = exports;
  }

  /**
   * The input as the JSON value it was checked as; nothing when the export has no schema for it.
   *
   * @throws PluginError `CONTRACT_VIOLATION`.
   */
  checkInput(
    exportName: string,
    bytes: Uint8Array,
    scope: FailureScope,
  ): { readonly value: unknown } | undefined {
    const check = this.#exports.get(exportName)?.input;
    return check && { value: apply(check, "input", bytes, scope) };
  }

  /**
   * The output as the JSON value it was checked as; nothing when the export has no schema for it.
   *
   * @throws PluginError `CONTRACT_VIOLATION`.
   */
  checkOutput(
    exportName: string,
    bytes: Uint8Array,
    scope: FailureScope,
  ): { readonly value: unknown } | undefined {
    const check = this.#exports.get(exportName)?.output;
    return check && { value: apply(check, "output", bytes, scope) };
  }
}

function apply(
  { validate, names }: MessageCheck,
  side: "input" | "output",
  bytes: Uint8Array,
  scope: FailureScope,
): unknown {
  const value = parse(bytes, side, scope);
  let error: ErrorObject | undefined;
  try {
    if (validate(value) === true) return value;
    error = validate.errors?.at(-1);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw violation(side, "", "is nested too deeply", scope);
  }
  throw violation(side, maskPointer(error!.instancePath, value, names), describeViolation(error!), scope);
}

function parse(bytes: Uint8Array, side: "input" | "output", scope: FailureScope): unknown {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch {
    // V8's SyntaxError quotes the text: it is not kept as a cause.
    throw violation(side, "", "is not JSON (RFC 8259)", scope);
  }
}

function violation(
  side: "input" | "output",
  pointer: string,
  what: string,
  scope: FailureScope,
): PluginError {
  const where = pointer === "" ? `The ${side}` : `The ${side} at ${pointer}`;
  const remedy = side === "input" ? "Mend the input" : "The plugin breaks its own contract: mend the plugin";
  const message = `${where} ${what}. ${remedy}, or the schema in its vial.json.`;
  return new PluginError("CONTRACT_VIOLATION", message, { ...scope, pointer });
}
