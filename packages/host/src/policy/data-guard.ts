import type { DataClass, PluginManifest } from "@vial/pdk-types";
import type { Contract } from "../contract/contract.ts";
import type { FailureScope } from "../engine/engine.ts";
import { tell } from "../engine/log.ts";
import { PluginError } from "../plugin-error.ts";
import type { ExportSchemas } from "../source/plugin-manifest.ts";
import { IdentifierFinder, type Canaries, type Leak, type LeakChannel } from "./canaries.ts";
import { classesIn, classMap, type ClassNode } from "./data-class-map.ts";
import { walkClasses } from "./data-walk.ts";
import type { Granted } from "./granted.ts";
import type { ScanRules } from "./policy.ts";

/** Gets every leak, also those that are only reported. */
export type LeakListener = (
  leak: Leak & { readonly plugin: string; readonly version: string | undefined },
) => void;

interface GuardOptions {
  readonly manifest: PluginManifest | undefined;
  readonly schemas: ExportSchemas | undefined;
  readonly contract: Contract | undefined;
  readonly granted: Granted;
  readonly scan: ScanRules | undefined;
  readonly onLeak: LeakListener | undefined;
}

/** An input as the plugin may have it, and what to look for in what leaves the plugin. */
export interface GuardedInput {
  readonly bytes: Uint8Array;
  readonly canaries: Canaries | undefined;
}

interface ExportClasses {
  readonly map: ClassNode | undefined;
  /** Classes that are in the input and that no field is marked with: they cannot be masked. */
  readonly unmarked: readonly DataClass[];
}

const encoder = new TextEncoder();

/** Holds a plugin's messages to the classes of data that it is granted for its purpose. */
export class DataGuard {
  readonly #options: GuardOptions;
  readonly #exports = new Map<string, ExportClasses>();
  readonly #allowed: ReadonlySet<DataClass> | undefined;
  readonly #scanned: ReadonlySet<DataClass>;

  constructor(options: GuardOptions) {
    const { manifest, schemas, granted, scan } = options;
    this.#options = options;
    this.#allowed = allowedClasses(granted, manifest);
    this.#scanned = new Set(scan === undefined ? [] : (scan.classes ?? ["identifying"]));
    for (const name of Object.keys(manifest?.exports ?? {})) {
      const schema = schemas?.get(name)?.input;
      const map = schema === undefined ? undefined : classMap(schema);
      const marked = map === undefined ? new Set<DataClass>() : classesIn(map);
      const declared = manifest?.dataClasses?.input ?? [];
      this.#exports.set(name, { map, unmarked: declared.filter((each) => !marked.has(each)) });
    }
  }

  /**
   * Masks what the plugin may not have.
   *
   * @param value the input, parsed, which is changed; absent when it has no schema
   * @throws PluginError `DATA_CLASS_DENIED`, `INPUT_TOO_LARGE`.
   */
  guardInput(
    exportName: string,
    bytes: Uint8Array,
    value: { readonly value: unknown } | undefined,
    scope: FailureScope,
  ): GuardedInput {
    const { map, unmarked } = this.#exports.get(exportName) ?? { map: undefined, unmarked: [] };
    const denied = unmarked.filter((each) => this.#allowed?.has(each) === false);
    if (denied.length > 0) {
      const message = `The input has data of the class ${denied.join(", ")}, which the plugin is not granted for its purpose and no field of its schema is marked with. Mark the fields (x-data-class), so that they can be masked, or grant the class (policy.data).`;
      throw new PluginError("DATA_CLASS_DENIED", message, scope);
    }
    if (map === undefined || value === undefined) return { bytes, canaries: undefined };
    try {
      return this.#guardValue(exportName, bytes, value.value, map, scope);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const message = "The input is nested too deeply for its classes of data to be looked through.";
      throw new PluginError("INPUT_INVALID", message, scope);
    }
  }

  #guardValue(
    exportName: string,
    bytes: Uint8Array,
    value: unknown,
    map: ClassNode,
    scope: FailureScope,
  ): GuardedInput {
    const masked = new Set(
      this.#allowed === undefined ? [] : [...classesIn(map)].filter((each) => !this.#allowed!.has(each)),
    );
    const walked = walkClasses(value, map, { masked, collected: this.#scanned });
    const canaries = this.#canaries(walked.identifiers, scope);
    if (walked.maskedValues === 0) return { bytes, canaries };
    const left = encoder.encode(JSON.stringify(walked.value));
    this.#checkMasked(exportName, left, scope);
    return { bytes: left, canaries };
  }

  /** @throws PluginError `IDENTIFIER_BLOCKED`. */
  checkOutput(canaries: Canaries | undefined, bytes: Uint8Array): void {
    canaries?.check("output", [bytes], this.#options.manifest?.dataClasses?.output ?? []);
  }

  #checkMasked(exportName: string, bytes: Uint8Array, scope: FailureScope): void {
    try {
      this.#options.contract?.checkInput(exportName, bytes, scope);
    } catch (error) {
      if (!(error instanceof PluginError) || error.code !== "CONTRACT_VIOLATION") throw error;
      const { pointer } = error;
      const message = `The input at ${pointer ?? ""} cannot be masked: without its value it does not fit the schema. Make the field optional or nullable, or grant its class (policy.data).`;
      throw new PluginError("DATA_CLASS_DENIED", message, { ...scope, pointer });
    }
  }

  #canaries(
    identifiers: ReturnType<typeof walkClasses>["identifiers"],
    scope: FailureScope,
  ): Canaries | undefined {
    if (identifiers.length === 0) return undefined;
    const finder = finderOf(identifiers, scope);
    const { scan, onLeak } = this.#options;
    return {
      redact: (message) => {
        const found = scan?.logs === undefined ? undefined : finder.find(encoder.encode(message), []);
        return found === undefined ? message : `[left out: it has ${found.dataClass} data of the input]`;
      },
      check: (channel, texts, permitted) => {
        const reaction = scan?.[channel];
        if (reaction === undefined) return;
        for (const text of texts) {
          const found = finder.find(text, permitted);
          if (found === undefined) continue;
          const { pointer, dataClass } = found;
          const { plugin, version } = scope;
          tell(onLeak, { channel, pointer, dataClass, plugin, version }, "leak listener (onLeak)");
          if (reaction === "block") throw blocked({ channel, pointer, dataClass }, scope);
        }
      },
    };
  }
}

function finderOf(
  identifiers: ReturnType<typeof walkClasses>["identifiers"],
  scope: FailureScope,
): IdentifierFinder {
  try {
    return new IdentifierFinder(identifiers);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "The input has more identifying text than can be looked for (policy.scan). Split it.";
    throw new PluginError("INPUT_TOO_LARGE", message, scope);
  }
}

const places: Readonly<Record<LeakChannel, string>> = { output: "output", http: "HTTP request" };

function blocked({ channel, pointer, dataClass }: Leak, scope: FailureScope): PluginError {
  const message = `The plugin's ${places[channel]} was held back: it has the value of the input at ${pointer}, which is ${dataClass}.`;
  return new PluginError("IDENTIFIER_BLOCKED", message, { ...scope, pointer, dataClass });
}

/** The classes granted for the plugin's purpose; nothing when the policy does not look at classes. */
function allowedClasses(
  { data }: Granted,
  manifest: PluginManifest | undefined,
): ReadonlySet<DataClass> | undefined {
  if (data === undefined) return undefined;
  const purpose = manifest?.dataClasses?.purpose;
  const fitting = data.filter((grant) => grant.purpose === undefined || grant.purpose === purpose);
  return new Set(fitting.flatMap(({ classes }) => classes));
}
