import type { Isolation, PluginState } from "@vial/host";
import type { Outputs } from "../sandbox/messages.ts";

/** How a plugin is run in a measurement. */
export interface Mode {
  readonly isolation: Isolation;
  readonly state: PluginState;
  readonly outputs: Outputs;
}

/** The one that the gate looks at. */
export const gatedMode: Mode = { isolation: "inline", state: "fresh", outputs: "reused" };

export function isGatedMode({ isolation, state, outputs }: Mode): boolean {
  return isolation === gatedMode.isolation && state === gatedMode.state && outputs === gatedMode.outputs;
}

const isolations: Readonly<Record<Isolation, true>> = { inline: true, thread: true, process: true };

/**
 * Every isolation level with fresh state, which is the default; on the caller's thread shared state as well, and new memory for each
 * output.
 */
export const allModes: readonly Mode[] = [
  gatedMode,
  { ...gatedMode, outputs: "new" },
  { ...gatedMode, state: "shared" },
  ...(Object.keys(isolations) as Isolation[])
    .filter((isolation) => isolation !== "inline")
    .map((isolation): Mode => ({ ...gatedMode, isolation })),
];

/** A mode's name as the key of its times. */
export function modeName({ isolation, state, outputs }: Mode): string {
  return `vial ${isolation} ${state} ${outputs}`;
}
