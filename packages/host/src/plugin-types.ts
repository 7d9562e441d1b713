import type { PluginInput } from "./plugin-input.ts";

/** What one export takes and answers. */
export interface ExportTypes {
  readonly input: unknown;
  /** What `result.json()` is. */
  readonly output: unknown;
}

/** A plugin's exports by name. */
export type PluginTypes<Plugin> = { readonly [Export in keyof Plugin]: ExportTypes };

/** Plugins of which nothing is known: any input, and an output of unknown shape. */
export interface AnyPlugins {
  readonly [name: string]: {
    readonly [exportName: string]: { readonly input: PluginInput; readonly output: unknown };
  };
}

/** What an export of a plugin takes. */
export type InputOf<
  Plugins,
  Name extends keyof Plugins,
  Export extends keyof Plugins[Name],
> = Plugins[Name][Export] extends { readonly input: infer Input } ? Input : never;

/** What an export of a plugin answers, as JSON. */
export type OutputOf<
  Plugins,
  Name extends keyof Plugins,
  Export extends keyof Plugins[Name],
> = Plugins[Name][Export] extends { readonly output: infer Output } ? Output : never;
