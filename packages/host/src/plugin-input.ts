import type { FailureScope } from "./engine/engine.ts";
import { PluginError } from "./plugin-error.ts";

/** A value `JSON.stringify` keeps: no `NaN`, no cycle, no `bigint`, no function. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** What `execute` takes: text and bytes are passed on as they are, any other value as JSON. */
export type PluginInput = string | Uint8Array | JsonValue;

const encoder = new TextEncoder();

/**
 * The bytes a plugin gets for an input.
 *
 * @throws PluginError `INPUT_INVALID`; the message says what kind of value it was, never the value.
 */
export function encodeInput(input: PluginInput, scope: FailureScope): Uint8Array {
  if (input instanceof Uint8Array) {
    // A detached array is empty, and would be taken for an empty input.
    if (input.length === 0 && (input.buffer as ArrayBuffer).detached)
      throw invalid("its buffer was transferred away", scope);
    return input;
  }
  if (typeof input === "string") return encodeText(input, scope);
  return encodeJson(input, scope);
}

function encodeText(text: string, scope: FailureScope): Uint8Array {
  if (!text.isWellFormed()) throw invalid("it has a lone surrogate, which UTF-8 cannot hold", scope);
  return encoder.encode(text);
}

function encodeJson(value: JsonValue, scope: FailureScope): Uint8Array {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, refuseLossy);
  } catch (error) {
    if (error instanceof LossyValue) throw invalid(error.message, scope);
    // JSON.stringify describes cycles with property names, which may be patient data: no cause.
    const kind =
      error instanceof RangeError
        ? "it is nested too deeply or too large"
        : "it is cyclic or its toJSON failed";
    throw invalid(kind, scope);
  }
  if (text === undefined) throw invalid(`${typeof value} is not a JSON value`, scope);
  return encoder.encode(text);
}

class LossyValue extends Error {}

/** Of these JSON would keep nothing. */
const lossyClasses = [
  Map,
  Set,
  WeakMap,
  WeakSet,
  WeakRef,
  Promise,
  ArrayBuffer,
  SharedArrayBuffer,
  RegExp,
  Error,
] as const;

// JSON.stringify would turn these into null, or drop them, without a word.
function refuseLossy(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new LossyValue(`${value} is not a JSON number`);
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol") {
    throw new LossyValue(`a ${typeof value} is not a JSON value`);
  }
  if (value === undefined && Array.isArray(this))
    throw new LossyValue("undefined in an array is not a JSON value");
  if (lossyClasses.some((each) => value instanceof each) || ArrayBuffer.isView(value)) {
    throw new LossyValue(`a ${Object.prototype.toString.call(value).slice(8, -1)} is not a JSON value`);
  }
  return value;
}

function invalid(why: string, scope: FailureScope): PluginError {
  return new PluginError(
    "INPUT_INVALID",
    `The input cannot be passed to a plugin: ${why}. Pass a string, a Uint8Array or a JSON value.`,
    scope,
  );
}
