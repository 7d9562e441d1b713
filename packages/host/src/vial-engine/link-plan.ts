import {
  directLaneFunctions,
  environmentFunctions,
  environmentNamespace,
  userFunctions,
  userNamespace,
} from "@vial/pdk-types";
import { checkAbiVersion, isAbiExport } from "../abi-version.ts";
import { isAsync, type HostFunction, type HostFunctions } from "../engine/host-function.ts";
import type { FunctionSignature, ImportShape, ValueType } from "../module/index.ts";
import { PluginError, quoteName } from "../plugin-error.ts";
import type { AdmittedModule } from "./compiled-module.ts";
import { wasiNamespace, wasiFunctions } from "./wasi.ts";

/**
 * A module with what linking has to know of it; passes to a worker as a message. Its code is compiled, or, for a process
 * that compiles it itself, a binary.
 */
export interface PlannedModule<Code = WebAssembly.Module> {
  readonly name: string;
  readonly code: Code;
  readonly imports: readonly ImportShape[];
  /** Exports that are called once its instance is there, in this order. */
  readonly initialisers: readonly string[];
}

/** What is instantiated, in which order, and how. Made once per plugin; every import is known to resolve. */
export interface LinkPlan<Code = WebAssembly.Module> {
  /** Each module after those it imports from; the last is the main one. */
  readonly modules: readonly PlannedModule<Code>[];
  /** Exports of the main module that `execute` can call: no parameters, and an `i32` or no result. */
  readonly callable: ReadonlySet<string>;
  readonly directLane: boolean;
  /** Some import is asynchronous, so that calls have to be able to suspend (JSPI). */
  readonly suspends: boolean;
  readonly usesHttp: boolean;
  /** Instantiating runs code of the plugin: a start section or an initialiser. */
  readonly runsCodeAtStart: boolean;
  /** Whether instances can be made as new by copying. */
  readonly restorable: boolean;
}

export type FunctionImport = Extract<ImportShape, { readonly kind: "function" }>;

interface PlanRequest<Code> {
  readonly plugin: string;
  readonly version: string | undefined;
  readonly modules: ReadonlyMap<string, AdmittedModule<Code>>;
  readonly functions: HostFunctions;
}

/**
 * Resolves every import of the main module and of the modules it reaches.
 *
 * @throws PluginError `IMPORT_UNRESOLVED` naming the import, `EXPORT_MISSING` when nothing can be called.
 */
export function planLinks<Code>(request: PlanRequest<Code>): LinkPlan<Code> {
  const modules: PlannedModule<Code>[] = [];
  const reached: AdmittedModule<Code>[] = [];
  const open: string[] = [];
  let suspends = false;
  let usesHttp = false;

  const unresolved = (module: string, namespace: string, name: string, why: string): PluginError => {
    const message = `Module ${quoteName(module)} imports ${quoteName(namespace)} ${quoteName(name)}: ${why}.`;
    return new PluginError("IMPORT_UNRESOLVED", message, {
      plugin: request.plugin,
      version: request.version,
      phase: "load",
    });
  };

  const visit = (name: string, compiled: AdmittedModule<Code>): void => {
    if (modules.some((module) => module.name === name)) return;
    open.push(name);
    for (const wanted of compiled.shape.imports) {
      const { module: namespace, name: item, kind } = wanted;
      const provider = request.modules.get(namespace);
      if (provider !== undefined) {
        if (open.includes(namespace))
          throw unresolved(name, namespace, item, "these modules import each other in a circle");
        const offered = provider.shape.exports.find((each) => each.name === item && each.kind === kind);
        if (offered === undefined)
          throw unresolved(name, namespace, item, `that module exports no such ${kind}`);
        const fits =
          wanted.kind !== "function" ||
          offered.kind !== "function" ||
          sameSignature(wanted.signature, offered.signature);
        if (!fits) throw unresolved(name, namespace, item, "that module exports it with another signature");
        visit(namespace, provider);
        continue;
      }
      if (wanted.kind !== "function") {
        throw unresolved(name, namespace, item, `the host provides functions, and this is a ${kind}`);
      }
      const own = hostFunction(request.functions, namespace, item);
      if (own !== undefined) {
        if (!isPlain(wanted.signature)) {
          throw unresolved(name, namespace, item, "host functions take numbers and return one or none");
        }
        suspends ||= isAsync(own);
      } else if (namespace === environmentNamespace) {
        const signature = environmentFunctions.get(item);
        if (signature === undefined)
          throw unresolved(name, namespace, item, "Extism's environment has no function of this name");
        if (!sameSignature(signature, wanted.signature))
          throw unresolved(name, namespace, item, "it is imported with another signature than Extism's");
        if (item === "http_request") suspends = true;
        usesHttp ||= item.startsWith("http_");
      } else if (namespace === userNamespace && userFunctions.has(item)) {
        if (!sameSignature(userFunctions.get(item)!, wanted.signature))
          throw unresolved(name, namespace, item, "it is imported with another signature than this host's");
        // All there are so far are HTTP.
        suspends = usesHttp = true;
      } else if (namespace === wasiNamespace) {
        if (!wasiFunctions.has(item))
          throw unresolved(name, namespace, item, "this host does not offer that part of WASI");
      } else {
        throw unresolved(
          name,
          namespace,
          item,
          "neither the host nor another module of the plugin provides it",
        );
      }
    }
    open.pop();
    const initialisers = initialisersOf(compiled, name === "main");
    modules.push({ name, code: compiled.code, imports: compiled.shape.imports, initialisers });
    reached.push(compiled);
  };

  const main = request.modules.get("main")!;
  checkAbiVersion(
    main.shape.exports.map(({ name }) => name),
    request,
  );
  visit("main", main);

  return {
    modules,
    callable: callableExports(main),
    directLane: hasDirectLane(main),
    suspends,
    usesHttp,
    runsCodeAtStart:
      reached.some(({ shape }) => shape.start !== undefined) ||
      modules.some(({ initialisers }) => initialisers.length > 0),
    restorable: reached.every(({ restorable }) => restorable),
  };
}

/**
 * What libextism calls once an instance is there. Of the main module: `hs_init` (after `_initialize`), or else
 * `__wasm_call_ctors`, or else `_initialize`; of another one, as a WASI reactor, `_initialize`. `_start` runs only
 * when it is called.
 */
function initialisersOf({ shape }: AdmittedModule<unknown>, isMain: boolean): readonly string[] {
  const exported = (name: string, parameters: string): boolean =>
    shape.exports.some(
      (each) =>
        each.kind === "function" && each.name === name && each.signature.parameters.join() === parameters,
    );
  const ready = (name: string): boolean => exported(name, "");
  if (!isMain) return ["_initialize"].filter(ready);
  if (exported("hs_init", "i32,i32")) return [...["_initialize"].filter(ready), "hs_init"];
  return ["__wasm_call_ctors", "_initialize"].filter(ready).slice(0, 1);
}

/** The host function of that name, never one that objects have by birth (`toString`, `__proto__`). */
export function hostFunction(
  functions: HostFunctions,
  namespace: string,
  name: string,
): HostFunction | undefined {
  const own = Object.hasOwn(functions, namespace) ? functions[namespace]! : {};
  return Object.hasOwn(own, name) ? own[name] : undefined;
}

const numberTypes: ReadonlySet<ValueType> = new Set(["i32", "i64", "f32", "f64"]);

function isPlain({ parameters, results }: FunctionSignature): boolean {
  return results.length <= 1 && [...parameters, ...results].every((type) => numberTypes.has(type));
}

function callableExports(main: AdmittedModule<unknown>): Set<string> {
  const names = new Set<string>();
  for (const each of main.shape.exports) {
    if (each.kind !== "function" || isAbiExport(each.name)) continue;
    const { parameters, results } = each.signature;
    if (parameters.length === 0 && (results.length === 0 || results.join() === "i32")) names.add(each.name);
  }
  return names;
}

function hasDirectLane(main: AdmittedModule<unknown>): boolean {
  const exported = (name: string, signature: FunctionSignature): boolean =>
    main.shape.exports.some(
      (each) => each.kind === "function" && each.name === name && sameSignature(each.signature, signature),
    );
  return (
    exported("vial_input", directLaneFunctions.vial_input) &&
    exported("vial_output", directLaneFunctions.vial_output) &&
    main.shape.exports.some((each) => each.kind === "memory" && each.name === "memory")
  );
}

function sameSignature(a: FunctionSignature, b: FunctionSignature): boolean {
  return a.parameters.join() === b.parameters.join() && a.results.join() === b.results.join();
}
