import { directLaneFunctions } from "@vial/pdk-types";
import { checkAbiVersion } from "../abi-version.ts";
import { callableExports, initialisersOf } from "../admission/entry-points.ts";
import { answerImport, sameSignature, type Providers } from "../admission/import-answer.ts";
import { isAsync, type HostFunctions } from "../engine/host-function.ts";
import type { FunctionSignature, ImportShape } from "../module/index.ts";
import { PluginError, quoteName } from "../plugin-error.ts";
import type { AdmittedModule } from "../admission/compiled-module.ts";

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
 * Resolves every import of the main module and of the modules it reaches, which were admitted: none waits for itself.
 *
 * @throws PluginError `IMPORT_UNRESOLVED` naming the import, `EXPORT_MISSING` when nothing can be called.
 */
export function planLinks<Code>(request: PlanRequest<Code>): LinkPlan<Code> {
  const modules: PlannedModule<Code>[] = [];
  const reached: AdmittedModule<Code>[] = [];
  const providers: Providers = {
    modules: new Map([...request.modules].map(([name, { shape }]) => [name, shape])),
    functions: request.functions,
    declared: new Set(),
  };
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
    for (const wanted of compiled.shape.imports) {
      const { module: namespace, name: item } = wanted;
      const answer = answerImport(wanted, providers);
      if (answer.by === "nobody") throw unresolved(name, namespace, item, answer.why);
      if (answer.by === "module") visit(namespace, request.modules.get(namespace)!);
      // Of HTTP, only asking what the last answer was is at once.
      const waits = item === "http_request" || item === "http_batch";
      if (answer.by === "http") suspends ||= waits;
      if (answer.by === "host-function") suspends ||= isAsync(answer.own!);
      usesHttp ||= answer.by === "http";
    }
    const initialisers = initialisersOf(compiled.shape, name === "main");
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
    callable: callableExports(main.shape),
    directLane: hasDirectLane(main),
    suspends,
    usesHttp,
    runsCodeAtStart:
      reached.some(({ shape }) => shape.start !== undefined) ||
      modules.some(({ initialisers }) => initialisers.length > 0),
    restorable: reached.every(({ restorable }) => restorable),
  };
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
