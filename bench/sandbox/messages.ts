import type { Isolation, PluginState } from "@vial/host";
import type { CallSplit } from "@vial/measure";

/** What the process that calls a plugin is to do. */
export type Command =
  | { readonly do: "load"; readonly plugin: PluginSetup; readonly input: Uint8Array }
  | { readonly do: "input"; readonly input: Uint8Array }
  | { readonly do: "run"; readonly calls: number }
  | { readonly do: "output" }
  | { readonly do: "split"; readonly calls: number };

/** A plugin as it is loaded; what is not named here is the host's default. */
export interface PluginSetup {
  /** Path of a module or of a plugin's `vial.json`. */
  readonly source: string;
  readonly isolation: Isolation;
  readonly state: PluginState;
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
  | { readonly did: "input" }
  | { readonly did: "run"; readonly nanoseconds: number }
  | { readonly did: "output"; readonly output: Uint8Array }
  | { readonly did: "split"; readonly split: CallSplit };
