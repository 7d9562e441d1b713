import type { ErrorCode } from "@vial/pdk-types";
import type { Digest } from "../source/digest.ts";
import type { WebAssemblyFeature } from "./features.ts";

/**
 * Whether a plugin may be loaded, and all that speaks for and against it: data, for reviewers and tools. Names in it
 * are the plugin author's text.
 */
export interface AdmissionVerdict {
  readonly admitted: boolean;
  /** What its `vial.json` says it is; `null` without one. */
  readonly plugin: { readonly name: string; readonly version: string } | null;
  readonly modules: readonly ModuleVerdict[];
  readonly capabilities: CapabilityVerdict;
  /** Why it is refused; empty when it is admitted. */
  readonly refusals: readonly Refusal[];
}

/** One reason why a plugin is not loaded. */
export interface Refusal {
  /** The code `load` fails with. */
  readonly code: ErrorCode;
  /** The module it is about; `null` when it is about the plugin. */
  readonly module: string | null;
  /** What is wrong and what to do, in the host's words; names from the module are quoted. */
  readonly reason: string;
}

/** What one module is made of. */
export interface ModuleVerdict {
  readonly name: string;
  readonly digest: Digest;
  readonly bytes: number;
  readonly sections: readonly { readonly name: string; readonly bytes: number }[];
  readonly imports: readonly ImportVerdict[];
  readonly exports: readonly ExportVerdict[];
  /** In pages of 64 KiB. */
  readonly memories: readonly SizeVerdict[];
  /** In elements. */
  readonly tables: readonly SizeVerdict[];
  readonly functions: { readonly imported: number; readonly defined: number };
  readonly code: {
    readonly bytes: number;
    readonly largestFunction: number;
    readonly mostLocals: number;
    readonly nesting: number;
  };
  readonly features: readonly WebAssemblyFeature[];
  /** What runs before the first call: `start` for the start section, then exports by name. */
  readonly startFunctions: readonly string[];
}

/** Who answers an import. */
export type ImportAnswer = "kernel" | "environment" | "http" | "wasi" | "host-function" | "module" | "nobody";

export interface ImportVerdict {
  readonly namespace: string;
  readonly name: string;
  readonly kind: "function" | "table" | "memory" | "global" | "tag";
  /** Of a function: its type in the text format's words. */
  readonly type: string | null;
  readonly answeredBy: ImportAnswer;
}

export interface ExportVerdict {
  readonly name: string;
  readonly kind: "function" | "table" | "memory" | "global" | "tag";
  readonly type: string | null;
}

export interface SizeVerdict {
  readonly imported: boolean;
  readonly shared: boolean;
  readonly minimum: number;
  /** As the module declares it; `null` where it declares none. */
  readonly declaredMaximum: number | null;
  /** As the host writes it into the module. */
  readonly maximum: number;
}

/** What a plugin asks for against what it is given. */
export interface CapabilityVerdict {
  /** By its `vial.json`; without one, by its imports. */
  readonly requested: Capabilities;
  readonly granted: GrantedCapabilities;
  /** Requested and not granted. */
  readonly denied: Capabilities;
  /** Imported and not requested. */
  readonly notRequested: readonly string[];
}

export interface Capabilities {
  readonly config: readonly string[];
  readonly secrets: readonly string[];
  /** Each `METHOD origin/path-prefix`. */
  readonly http: readonly string[];
  readonly hostFunctions: readonly string[];
  readonly vars: boolean;
}

/** `"any"`: loaded without a policy, so that whatever the load options provide is there. */
export interface GrantedCapabilities {
  readonly config: readonly string[] | "any";
  readonly secrets: readonly string[];
  /** Each `METHOD origin/path-prefix`, and the host patterns of `allowedHosts`. */
  readonly http: readonly string[];
  readonly hostFunctions: readonly string[] | "any";
  readonly vars: boolean;
  readonly features: readonly WebAssemblyFeature[];
}
