import type { ErrorCode, PluginManifest } from "@vial/pdk-types";
import type { HostFunctions } from "../engine/host-function.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { checkPolicy, type LoadOptions } from "../load-options.ts";
import { ModuleFormatError } from "../module/index.ts";
import { quoteName } from "../plugin-error.ts";
import { grantedBy, type Granted } from "../policy/granted.ts";
import { requestedBy } from "../policy/requested.ts";
import { digestOf, parseDigest } from "../source/digest.ts";
import { isHostNamespace, type SourceModule } from "../source/extism-modules.ts";
import { checkCapabilities, type AnsweredImport } from "./capability-check.ts";
import { callableExports } from "./entry-points.ts";
import { answerImport, hostFunctionId, type Answer, type Providers } from "./import-answer.ts";
import { declaredTogether } from "./declared-together.ts";
import {
  memoriesTooLarge,
  memoryAllowances,
  pageBytes,
  tableAllowances,
  tablesTooLarge,
} from "./allowances.ts";
import { reachedFrom, waitingInCircles } from "./module-order.ts";
import { moduleVerdict } from "./module-verdict.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";
import type { AdmissionVerdict, ModuleVerdict, Refusal } from "./verdict.ts";

/** The load options that decide whether a plugin is admitted. */
export type AdmitOptions = Pick<
  LoadOptions,
  "policy" | "tenant" | "allowedHosts" | "config" | "functions" | "limits" | "digest"
>;

/**
 * Says whether a plugin would be admitted, and why not. Nothing is compiled; it takes time proportional to the module's
 * size, whatever the module announces.
 *
 * @param bytes - the (main) module
 * @param manifest - the plugin's `vial.json`, when it has one
 * @param options - what it would be loaded with
 * @throws PluginError `INVALID_OPTION` for a policy that is none
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { admit } from "@vial/host";
 *
 * const verdict = admit(await readFile("./hl7-to-json.wasm"));
 * console.log(verdict.admitted, verdict.refusals, verdict.modules[0]?.features);
 * ```
 */
export function admit(
  bytes: Uint8Array,
  manifest?: PluginManifest,
  options: AdmitOptions = {},
): AdmissionVerdict {
  checkPolicy(options.policy);
  const main = { name: "main", bytes, digest: digestOf(bytes) };
  const { readings, refusals } = readAll([main]);
  const digest = options.digest === undefined ? main.digest : parseDigest(options.digest);
  if (digest !== main.digest) {
    const reason = `It has digest ${main.digest}, not ${quoteName(String(options.digest))}.`;
    refusals.push({ code: "DIGEST_MISMATCH", module: "main", reason });
  }
  const verdict = admitModules({
    modules: [main],
    readings,
    manifest,
    granted: grantedBy(options),
    config: options.config ?? {},
    functions: options.functions ?? {},
    limits: { ...defaultLimits, ...options.limits },
    declaresFunctions: options.functions === undefined,
  });
  const all = [...refusals, ...verdict.refusals];
  return { ...verdict, admitted: all.length === 0, refusals: all };
}

function readAll(modules: readonly SourceModule[]): {
  readonly readings: ReadonlyMap<string, ModuleReading>;
  readonly refusals: Refusal[];
} {
  const readings = new Map<string, ModuleReading>();
  const refusals: Refusal[] = [];
  for (const { name, bytes } of modules) {
    try {
      readings.set(name, readModule(bytes));
    } catch (error) {
      if (!(error instanceof ModuleFormatError)) throw error;
      refusals.push({
        code: codeOf(error),
        module: name,
        reason: `It is not a module this host runs: ${error.message}.`,
      });
    }
  }
  return { readings, refusals };
}

/** The code for a module that could not be read. */
export function codeOf({ kind }: ModuleFormatError): ErrorCode {
  if (kind === "limit") return "MEMORY_LIMIT";
  return kind === "excessive" ? "MODULE_TOO_LARGE" : "INVALID_MODULE";
}

/** A plugin as it stands before admission. */
export interface AdmissionRequest {
  readonly modules: readonly SourceModule[];
  /** Of those modules that could be read. */
  readonly readings: ReadonlyMap<string, ModuleReading>;
  readonly manifest: PluginManifest | undefined;
  readonly granted: Granted;
  readonly config: Readonly<Record<string, string>>;
  readonly functions: HostFunctions;
  readonly limits: Limits;
  /** Whether granted host functions count as answered although they are not among `functions`. */
  readonly declaresFunctions?: boolean;
}

/** Holds modules that were read to what they are granted. */
export function admitModules(request: AdmissionRequest): AdmissionVerdict {
  const excess = declaredTogether(request.readings.values());
  if (excess !== undefined) {
    // All that follows takes time for each declaration.
    const rest = admitModules({ ...request, modules: [], readings: new Map() });
    return { ...rest, admitted: false, refusals: [excess] };
  }
  const { modules, readings, manifest, granted, config, functions, limits } = request;
  const declared =
    request.declaresFunctions === true && granted.hostFunctions !== "any" ? granted.hostFunctions : [];
  const providers: Providers = {
    modules: new Map([...readings].map(([name, { shape }]) => [name, shape])),
    functions,
    declared: new Set(declared),
  };
  const reached = reachedFrom("main", readings);
  const pages = Math.floor(limits.memoryBytes / pageBytes);
  const memories = memoryAllowances(readings, pages);
  const tables = tableAllowances(readings, limits.tableElements);
  const circles = waitingInCircles(reached, readings);
  const refusals: Refusal[] = [];
  const answered: AnsweredImport[] = [];
  const verdicts: ModuleVerdict[] = [];
  for (const module of modules) {
    const reading = readings.get(module.name);
    if (reading === undefined) continue;
    const answers = reading.shape.imports.map((wanted) => answerImport(wanted, providers));
    const verdict = moduleVerdict(module, reading, answers, {
      pages: memories?.get(module.name) ?? pages,
      elements: tables?.get(module.name) ?? limits.tableElements,
    });
    verdicts.push(verdict);
    refusals.push(...refusalsOf(module, verdict, granted, limits));
    if (!reached.has(module.name)) continue;
    refusals.push(...unanswered(module.name, reading, answers, circles));
    answered.push(...reading.shape.imports.map((wanted, index) => ({ wanted, answer: answers[index]! })));
  }
  if (memories === undefined) refusals.push(memoriesTooLarge(readings, limits.memoryBytes));
  if (tables === undefined) refusals.push(tablesTooLarge(readings, limits.tableElements));
  const requested = manifest === undefined ? undefined : requestedBy(manifest, config);
  const capabilities = checkCapabilities(answered, requested, granted, idsOf(functions));
  refusals.push(
    ...capabilities.differences.map((reason): Refusal => ({
      code: "CAPABILITY_DENIED",
      module: null,
      reason: `It ${reason}.`,
    })),
    ...missingExports(manifest, readings.get("main")),
  );
  return {
    admitted: refusals.length === 0,
    plugin: manifest === undefined ? null : { name: manifest.name, version: manifest.version },
    modules: verdicts,
    capabilities: capabilities.verdict,
    refusals,
  };
}

function refusalsOf(
  { name, bytes }: SourceModule,
  verdict: ModuleVerdict,
  granted: Granted,
  limits: Limits,
): Refusal[] {
  const found: Refusal[] = [];
  const refuse = (code: ErrorCode, reason: string): void => void found.push({ code, module: name, reason });
  if (bytes.length > limits.moduleBytes)
    refuse("MODULE_TOO_LARGE", `It has ${bytes.length} bytes, more than limits.moduleBytes.`);
  if (name !== "main" && isHostNamespace(name))
    refuse("INVALID_MANIFEST", `The module's name ${quoteName(name)} is a host namespace.`);
  const foreign = verdict.features.filter((feature) => !granted.features.has(feature));
  if (foreign.length > 0) {
    refuse(
      "FEATURE_DENIED",
      `It is built with WebAssembly features that are not granted: ${foreign.join(", ")}. Build it without them, or grant them by name (policy.features).`,
    );
  }
  if (verdict.memories.some(({ shared }) => shared))
    refuse(
      "INVALID_MODULE",
      "It has a shared memory, which another thread could change under the host's hands.",
    );
  return found;
}

function unanswered(
  module: string,
  { shape }: ModuleReading,
  answers: readonly Answer[],
  circles: ReadonlySet<string>,
): Refusal[] {
  return shape.imports.flatMap((wanted, index): Refusal[] => {
    const answer = answers[index]!;
    const why =
      answer.by === "nobody"
        ? answer.why
        : circles.has(module) && circles.has(wanted.module)
          ? "these modules import each other in a circle"
          : undefined;
    if (why === undefined) return [];
    const reason = `It imports ${quoteName(wanted.module)} ${quoteName(wanted.name)}: ${why}.`;
    return [{ code: "IMPORT_UNRESOLVED", module, reason }];
  });
}

function missingExports(manifest: PluginManifest | undefined, main: ModuleReading | undefined): Refusal[] {
  if (manifest === undefined || main === undefined) return [];
  const callable = callableExports(main.shape);
  return Object.keys(manifest.exports)
    .filter((name) => !callable.has(name))
    .map((name) => ({
      code: "EXPORT_MISSING",
      module: "main",
      reason: `The manifest declares an export ${quoteName(name)} that the module does not have, or not as a function without parameters that returns nothing or an i32.`,
    }));
}

function idsOf(functions: HostFunctions): ReadonlySet<string> {
  return new Set(
    Object.entries(functions).flatMap(([namespace, own]) =>
      Object.keys(own).map((name) => hostFunctionId(namespace, name)),
    ),
  );
}
