import { isAsync, type CallContext, type HostFunction, type HostValue } from "../engine/host-function.ts";
import type { ValueType } from "../module/index.ts";
import { PluginError } from "../plugin-error.ts";
import type { ActiveCall } from "./active-call.ts";

type Answer = HostValue | undefined;

/** A host function as a plugin imports it. */
export interface ImportedFunction {
  readonly namespace: string;
  readonly name: string;
  readonly parameters: readonly ValueType[];
  /** What the plugin takes back: a number type, or nothing. */
  readonly result: ValueType | undefined;
}

/**
 * Calls a host function for a plugin. When it fails, or answers with a value that JavaScript would turn into some
 * number, the call it belongs to fails, whatever the plugin does next.
 */
export function callHost(
  active: ActiveCall,
  imported: ImportedFunction,
  own: HostFunction,
  context: () => CallContext,
  args: readonly HostValue[],
): Answer | Promise<Answer> {
  try {
    if (active.abandoned) throw new Error("The call this plugin belongs to was given up");
    const answer = own(context(), ...args) as unknown;
    if (!isThenable(answer)) return checked(answer, imported);
    if (!isAsync(own)) {
      answer.then(undefined, () => {});
      throw new TypeError(
        "It returned a promise without being declared async; use an async function or asyncHostFunction",
      );
    }
    return settle(active, imported, answer);
  } catch (error) {
    throw noteFailure(active, imported, error);
  }
}

async function settle(
  active: ActiveCall,
  imported: ImportedFunction,
  answer: PromiseLike<unknown>,
): Promise<Answer> {
  try {
    const value = checked(await answer, imported);
    // Unwinds a plugin whose caller has gone, before it does anything else.
    if (active.abandoned) throw new Error("The call this plugin belongs to was given up");
    return value;
  } catch (error) {
    throw noteFailure(active, imported, error);
  }
}

function checked(value: unknown, { result }: ImportedFunction): Answer {
  if (result === undefined) return undefined;
  const expected = result === "i64" ? "bigint" : "number";
  if (typeof value !== expected)
    throw new TypeError(`It returned a ${typeof value} where the plugin takes an ${result} (a ${expected})`);
  return value as HostValue;
}

function noteFailure(active: ActiveCall, { namespace, name }: ImportedFunction, error: unknown): PluginError {
  if (error instanceof PluginError) return (active.failure ??= error);
  return active.fail(
    "HOST_FUNCTION_FAILED",
    `The host function ${namespace} ${name} failed. See the cause.`,
    error,
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
