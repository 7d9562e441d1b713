import { channel } from "node:diagnostics_channel";

/**
 * What has just ended, in the order of a plugin's life: its module was compiled; an instance was made; a call found its
 * runner; its input was in the plugin's memory; the plugin returned; the output was copied out; the instance was as new.
 */
export type CallPhase = "compiled" | "instantiated" | "began" | "copied-in" | "ran" | "copied-out" | "reset";

/** One message of the channel. */
export interface PhaseMark {
  readonly phase: CallPhase;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/**
 * The `node:diagnostics_channel` on which {@link PhaseMark}s of this thread are published: those of inline plugins, and
 * of every plugin `compiled`. While nobody listens, a mark costs a branch.
 *
 * @example
 * ```ts
 * import { subscribe } from "node:diagnostics_channel";
 * import { callPhaseChannel, type PhaseMark } from "@vial/host";
 *
 * subscribe(callPhaseChannel, (mark) => console.log((mark as PhaseMark).phase));
 * ```
 */
export const callPhaseChannel = "vial:call-phase";

const marks = channel(callPhaseChannel);

/** Tells whoever listens that a phase has ended. */
export function ended(phase: CallPhase): void {
  if (marks.hasSubscribers) marks.publish({ phase, at: performance.now() } satisfies PhaseMark);
}
