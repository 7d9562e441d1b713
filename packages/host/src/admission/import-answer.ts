import { environmentFunctions, environmentNamespace, userFunctions, userNamespace } from "@vial/pdk-types";
import { hostFunction, type HostFunction, type HostFunctions } from "../engine/host-function.ts";
import type { ExportShape, FunctionSignature, ImportShape, ModuleShape, ValueType } from "../module/index.ts";
import { kernelFunctions } from "../vial-engine/kernel.ts";
import { wasiFunctions, wasiNamespace } from "../vial-engine/wasi.ts";
import type { ImportAnswer } from "./verdict.ts";

/** Who answers an import, or why nobody does. */
export type Answer =
  | {
      readonly by: Exclude<ImportAnswer, "nobody">;
      readonly own?: HostFunction;
      readonly provider?: ModuleShape;
    }
  | { readonly by: "nobody"; readonly why: string };

export interface Providers {
  /** The plugin's modules by name. */
  readonly modules: ReadonlyMap<string, ModuleShape>;
  readonly functions: HostFunctions;
  /** Host functions (`name` or `namespace#name`) that are granted though they are not at hand. */
  readonly declared: ReadonlySet<string>;
}

const kernel: ReadonlySet<string> = new Set(kernelFunctions);
const numberTypes: ReadonlySet<ValueType> = new Set(["i32", "i64", "f32", "f64"]);

/** Finds who answers an import: another module of the plugin, a function of the host's own, or Vial. */
export function answerImport(wanted: ImportShape, { modules, functions, declared }: Providers): Answer {
  const { module: namespace, name, kind } = wanted;
  const provider = modules.get(namespace);
  if (provider !== undefined) return answerFromModule(wanted, provider);
  if (wanted.kind !== "function") return nobody(`the host provides functions, and this is a ${kind}`);
  const own = hostFunction(functions, namespace, name);
  if (own !== undefined || declared.has(hostFunctionId(namespace, name))) {
    if (!isPlain(wanted.signature)) return nobody("host functions take numbers and return one or none");
    return { by: "host-function", ...(own === undefined ? {} : { own }) };
  }
  if (namespace === environmentNamespace) {
    const signature = environmentFunctions.get(name);
    if (signature === undefined) return nobody("Extism's environment has no function of this name");
    if (!sameSignature(signature, wanted.signature))
      return nobody("it is imported with another signature than Extism's");
    if (name.startsWith("http_")) return { by: "http" };
    return { by: kernel.has(name) ? "kernel" : "environment" };
  }
  if (namespace === userNamespace && userFunctions.has(name)) {
    if (!sameSignature(userFunctions.get(name)!, wanted.signature))
      return nobody("it is imported with another signature than this host's");
    // All there are so far are HTTP.
    return { by: "http" };
  }
  if (namespace === wasiNamespace) {
    return wasiFunctions.has(name) ? { by: "wasi" } : nobody("this host does not offer that part of WASI");
  }
  return nobody("neither the host nor another module of the plugin provides it");
}

/** How policies and manifests name a host function. */
export function hostFunctionId(namespace: string, name: string): string {
  return namespace === userNamespace ? name : `${namespace}#${name}`;
}

export function sameSignature(a: FunctionSignature, b: FunctionSignature): boolean {
  return a.parameters.join() === b.parameters.join() && a.results.join() === b.results.join();
}

function answerFromModule(wanted: ImportShape, provider: ModuleShape): Answer {
  const offered = exportOf(provider, wanted.name);
  if (offered?.kind !== wanted.kind) return nobody(`that module exports no such ${wanted.kind}`);
  const fits =
    wanted.kind !== "function" ||
    offered.kind !== "function" ||
    sameSignature(wanted.signature, offered.signature);
  return fits ? { by: "module", provider } : nobody("that module exports it with another signature");
}

const exportsByName = new WeakMap<ModuleShape, ReadonlyMap<string, ExportShape>>();

/** Looked up and not searched for: both modules may be a hostile partner's, with very many names. */
function exportOf(shape: ModuleShape, name: string): ExportShape | undefined {
  let exports = exportsByName.get(shape);
  if (exports === undefined) {
    exports = new Map(shape.exports.map((each) => [each.name, each]));
    exportsByName.set(shape, exports);
  }
  return exports.get(name);
}

function nobody(why: string): Answer {
  return { by: "nobody", why };
}

function isPlain({ parameters, results }: FunctionSignature): boolean {
  return results.length <= 1 && [...parameters, ...results].every((type) => numberTypes.has(type));
}
