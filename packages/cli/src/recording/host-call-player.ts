import {
  asyncHostFunction,
  type CallContext,
  errorCodes,
  type ErrorCode,
  type HostFunction,
  type HostFunctions,
  type HostValue,
  PluginError,
} from "@vial/host";
import type { RecordedHostCall, RecordedValue } from "@vial/pdk-types/recording";
import { fromRecorded } from "./recorded-bytes.ts";

/** A host function by its import. */
export interface ImportName {
  readonly namespace: string;
  readonly name: string;
}

/** A host that answers as another one was recorded to have answered. Nothing reaches the network or the real functions. */
export class HostCallPlayer {
  readonly functions: HostFunctions;
  readonly #calls: readonly RecordedHostCall[];
  #next = 0;
  #difference: string | undefined;

  /** @param imported the functions that the plugin may call */
  constructor(calls: readonly RecordedHostCall[], imported: readonly ImportName[]) {
    this.#calls = calls;
    const byNamespace = Map.groupBy(imported, ({ namespace }) => namespace);
    this.functions = Object.fromEntries(
      [...byNamespace].map(([namespace, own]) => [
        namespace,
        Object.fromEntries(own.map((each) => [each.name, this.#function(each)])),
      ]),
    );
  }

  /** Begins with the first call again. */
  rewind(): void {
    this.#next = 0;
  }

  /** How what the plugin asked for differs from what is recorded; undefined when it does not. */
  difference(): string | undefined {
    if (this.#difference !== undefined) return this.#difference;
    const left = this.#calls[this.#next];
    return left && `it did not make host call ${this.#next + 1}, ${left.namespace} ${left.name}`;
  }

  #function({ namespace, name }: ImportName): HostFunction {
    const answer: HostFunction = (context, ...args) => {
      const call = this.#calls[this.#next];
      const place = `host call ${this.#next + 1} is ${namespace} ${name}`;
      if (call === undefined) throw this.#differs(`${place}, where the recording has no further call`);
      if (call.namespace !== namespace || call.name !== name)
        throw this.#differs(`${place}, where the recording has ${call.namespace} ${call.name}`);
      const other = args.findIndex((value, at) => !isSameArgument(call.arguments[at], value, context));
      if (other !== -1) throw this.#differs(`${place} as recorded, but its argument ${other + 1} is another`);
      this.#next++;
      return repeat(call, context, args);
    };
    return this.#calls.some(({ unanswered }) => unanswered) ? asyncHostFunction(answer) : answer;
  }

  #differs(what: string): Error {
    this.#difference ??= what;
    return new Error("The plugin asked for something else than was recorded");
  }
}

function isSameArgument(
  recorded: RecordedHostCall["arguments"][number] | undefined,
  value: HostValue,
  context: CallContext,
): boolean {
  if (recorded === undefined) return false;
  if (recorded.block === undefined) return fromValue(recorded.value) === value;
  const bytes = context.bytes(BigInt(value));
  return bytes !== null && Buffer.compare(bytes, fromRecorded(recorded.block)) === 0;
}

/** Does again what the function did. Handles are the recorded ones only as long as the module is the same. */
function repeat(
  call: RecordedHostCall,
  context: CallContext,
  args: readonly HostValue[],
): HostValue | undefined | Promise<never> {
  const handles = new Map(
    call.arguments.map((argument, at) => [String(argument.value), BigInt(args[at] ?? 0)]),
  );
  const handleOf = (recorded: RecordedValue): bigint => handles.get(String(recorded)) ?? BigInt(recorded);
  for (const step of call.steps) {
    if ("free" in step) context.free(handleOf(step.free));
    else handles.set(String(step.handle), context.store(fromRecorded(step.store)));
  }
  if (call.unanswered) return new Promise<never>(() => {});
  if (call.failure) throw failureOf(call.failure, context.plugin);
  return typeof call.result === "string" ? handleOf(call.result) : call.result;
}

function failureOf({ code, message }: NonNullable<RecordedHostCall["failure"]>, plugin: string): Error {
  if (code === undefined || !Object.hasOwn(errorCodes, code)) return new Error(message);
  return new PluginError(code as ErrorCode, message, { plugin, phase: "call" });
}

function fromValue(value: RecordedValue): HostValue {
  return typeof value === "string" ? BigInt(value) : value;
}
