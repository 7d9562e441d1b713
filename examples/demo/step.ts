import type { PluginResult } from "@vial/host";
import type { PluginName } from "./plugins.ts";

/** A message on its way: what goes into the next call, and what the host remembers of it. */
export interface Item {
  readonly name: string;
  readonly input: unknown;
  /** Ages by patient, taken before anything is masked: NEWS2 is not for children. */
  readonly ages?: ReadonlyMap<string, number>;
}

/** One call of the pipeline. */
export interface Step {
  readonly title: string;
  readonly plugin: PluginName;
  readonly export: string;
  /** What the host makes of the answer: what goes into the next step, or nothing. */
  next(result: PluginResult, item: Item): readonly Item[];
}
