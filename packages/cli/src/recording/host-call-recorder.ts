import {
  asyncHostFunction,
  type CallContext,
  type HostFunction,
  type HostFunctions,
  type HostValue,
  isAsyncHostFunction,
  PluginError,
} from "@vial/host";
import type { RecordedHostCall, RecordedValue } from "@vial/pdk-types/recording";
import { toRecorded } from "./recorded-bytes.ts";

/** Writes down what a plugin asks its host, and everything that the host then does to it. */
export class HostCallRecorder {
  #calls: RecordedHostCall[] = [];
  #recording = false;

  /** Forgets what was recorded, and records from here on. */
  start(): void {
    this.#calls = [];
    this.#recording = true;
  }

  /** Records no further. What has not been answered by now stays unanswered. */
  stop(): readonly RecordedHostCall[] {
    this.#recording = false;
    return structuredClone(this.#calls);
  }

  /** The same functions, recorded. */
  wrap(functions: HostFunctions): HostFunctions {
    const wrapped = Object.entries(functions).map(([namespace, own]) => [
      namespace,
      Object.fromEntries(
        Object.entries(own).map(([name, each]) => [name, this.#wrapOne(namespace, name, each)]),
      ),
    ]);
    return Object.fromEntries(wrapped) as HostFunctions;
  }

  #wrapOne(namespace: string, name: string, own: HostFunction): HostFunction {
    const recorded: HostFunction = (context, ...args) => {
      if (!this.#recording) return own(context, ...args);
      const call = recordCall(namespace, name, context, args);
      this.#calls.push(call);
      try {
        const answer = own(watched(context, call), ...args);
        if (!(answer instanceof Promise)) return answered(call, answer);
        return answer.then(
          (value) => answered(call, value),
          (error: unknown) => failed(call, error),
        );
      } catch (error) {
        return failed(call, error);
      }
    };
    return isAsyncHostFunction(own) ? asyncHostFunction(recorded) : recorded;
  }
}

function recordCall(
  namespace: string,
  name: string,
  context: CallContext,
  args: readonly HostValue[],
): RecordedHostCall {
  const recorded = args.map((value) => {
    const block = typeof value === "bigint" ? context.bytes(value) : null;
    return { value: toValue(value), ...(block && { block: toRecorded(block) }) };
  });
  return { namespace, name, arguments: recorded, steps: [], unanswered: true };
}

/** The context, with what the function does to the shared memory written down. */
function watched(context: CallContext, { steps }: RecordedHostCall): CallContext {
  return {
    plugin: context.plugin,
    hostContext: context.hostContext,
    signal: context.signal,
    bytes: (handle) => context.bytes(handle),
    text: (handle) => context.text(handle),
    store: (value) => {
      const handle = context.store(value);
      const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
      steps.push({ store: toRecorded(bytes), handle: toValue(handle) });
      return handle;
    },
    free: (handle) => {
      context.free(handle);
      steps.push({ free: toValue(handle) });
    },
  };
}

function answered(call: RecordedHostCall, value: HostValue | void): HostValue | void {
  delete call.unanswered;
  if (value !== undefined) call.result = toValue(value);
  return value;
}

function failed(call: RecordedHostCall, error: unknown): never {
  delete call.unanswered;
  const message = error instanceof Error ? error.message : String(error);
  call.failure = { ...(error instanceof PluginError && { code: error.code }), message };
  throw error;
}

function toValue(value: HostValue): RecordedValue {
  return typeof value === "bigint" ? String(value) : value;
}
