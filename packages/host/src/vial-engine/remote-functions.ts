import {
  hostFunction,
  type HostFunction,
  type HostFunctions,
  type HostValue,
} from "../engine/host-function.ts";
import type { ImportedFunction } from "./host-call.ts";
import type { LinkPlan } from "./link-plan.ts";

/** A host function that a plugin elsewhere (in a worker, in a process) calls. */
export interface RemoteFunction {
  readonly imported: ImportedFunction;
  readonly call: HostFunction;
}

/** The host functions a plugin imports; who runs it names them by their place in this list. */
export function remoteFunctions(plan: LinkPlan<unknown>, functions: HostFunctions): RemoteFunction[] {
  const found: RemoteFunction[] = [];
  for (const wanted of plan.modules.flatMap(({ imports }) => imports)) {
    if (wanted.kind !== "function") continue;
    const call = hostFunction(functions, wanted.module, wanted.name);
    if (call === undefined) continue;
    const { parameters, results } = wanted.signature;
    found.push({
      imported: { namespace: wanted.module, name: wanted.name, parameters, result: results[0] },
      call,
    });
  }
  return found;
}

/** Stands in, where the plugin runs, for each of these functions. `call` gets the function's place and its arguments. */
export function standIns(
  imported: readonly ImportedFunction[],
  call: (index: number, values: readonly HostValue[]) => HostValue | undefined,
): HostFunctions {
  // Without prototypes: a namespace or a name may be `__proto__`.
  const functions = Object.create(null) as Record<string, Record<string, HostFunction>>;
  for (const [index, { namespace, name }] of imported.entries()) {
    functions[namespace] ??= Object.create(null) as Record<string, HostFunction>;
    functions[namespace][name] = (_context, ...values) => call(index, values);
  }
  return functions;
}

/** What came of running a host function: its value, or that it failed (the call's `ActiveCall` knows why). */
export async function settled<Value>(
  run: () => Value,
): Promise<[ok: boolean, value: Awaited<Value> | undefined]> {
  try {
    return [true, await run()];
  } catch {
    return [false, undefined];
  }
}
