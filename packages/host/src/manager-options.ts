import type { Engine } from "./engine/engine.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { PluginError } from "./plugin-error.ts";
import type { PluginResult } from "./plugin-result.ts";
import type { Releases } from "./release/release.ts";
import type { KeepOptions } from "./update/kept-versions.ts";

/** How a manager is made. */
export interface PluginManagerOptions {
  /** What runs the plugins; Vial's own engine unless set. The manager disposes of it. */
  readonly engine?: Engine;
  /** Where `update`, `follow` and sources such as `oci://host/path/name@^1.2` find releases. */
  readonly releases?: Releases;
  /** For how long versions that were replaced are kept ready for `rollback`. */
  readonly keep?: KeepOptions;
}

/** Settings of a batch. `deadline` is each call's own. */
export interface ExecuteManyOptions<Export extends string = string> extends Omit<
  ExecuteOptions<Export>,
  "into"
> {
  /** Calls under way at once; 8 unless set. */
  readonly concurrency?: number;
}

/** One answer of a batch: a result, or the error of that one call. */
export type ExecuteOutcome<Output = unknown> =
  | { readonly status: "fulfilled"; readonly value: PluginResult<Output> }
  | { readonly status: "rejected"; readonly reason: PluginError };

/** The export that is called unless another is named, where a plugin is known to have it. */
export type DefaultExport<Exports> = "process" extends keyof Exports ? "process" : keyof Exports & string;
