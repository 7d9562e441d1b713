import type { Isolation, PluginState } from "@vial/host";
import type { Results } from "../sandbox/messages.ts";

/** How a plugin is run in a measurement. */
export interface Mode {
  readonly isolation: Isolation;
  readonly state: PluginState;
  readonly results: Results;
}

/** The one that the gate looks at. */
export const gatedMode: Mode = { isolation: "inline", state: "fresh", results: "disposed" };

export function isGatedMode({ isolation, state, results }: Mode): boolean {
  return isolation === gatedMode.isolation && state === gatedMode.state && results === gatedMode.results;
}

const isolations: Readonly<Record<Isolation, true>> = { inline: true, thread: true, process: true };

/**
 * Every isolation level with fresh state, which is the default; on the caller's thread shared state as well, and results that are left to
 * the collector.
 */
export const allModes: readonly Mode[] = [
  gatedMode,
  { ...gatedMode, results: "kept" },
  { ...gatedMode, state: "shared" },
  ...(Object.keys(isolations) as Isolation[])
    .filter((isolation) => isolation !== "inline")
    .map((isolation): Mode => ({ ...gatedMode, isolation })),
];

/** A mode's name as the key of its times. */
export function modeName({ isolation, state, results }: Mode): string {
  return `vial ${isolation} ${state} ${results}`;
}
