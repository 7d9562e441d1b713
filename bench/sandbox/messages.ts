import type { Isolation, PluginState } from "@vial/host";
import type { CallSplit } from "@vial/measure";
import type { CallAnswer, CallCommand } from "../process/plugin-process.ts";

/** What the process that calls a plugin is to do. */
export type Command =
  | { readonly do: "load"; readonly plugin: PluginSetup; readonly input: Uint8Array }
  | CallCommand
  | { readonly do: "split"; readonly calls: number };

/** Where outputs go: into memory that the caller gives for all of them (`into`), or each into new memory, which is left to the collector. */
export type Outputs = "reused" | "new";

/** A plugin as it is loaded; what is not named here is the host's default. */
export interface PluginSetup {
  /** Path of a module or of a plugin's `vial.json`. */
  readonly source: string;
  readonly isolation: Isolation;
  readonly state: PluginState;
  readonly outputs: Outputs;
  /** Whether the process listens to what the host tells of its phases, and so can split calls; not unless set. */
  readonly splits?: boolean;
  /** The export that is called; `process` unless set. */
  readonly export?: string;
}

/** The answer to a command. */
export type Answer =
  | {
      readonly did: "load";
      readonly moduleBytes: number;
      readonly loadMs: number;
      readonly compileMs: number;
      readonly instantiateMs: number;
    }
  | CallAnswer
  | { readonly did: "split"; readonly split: CallSplit };
