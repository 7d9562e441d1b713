import { invalidOption } from "./load-options.ts";

/** A call's right to memory of its caller's that outputs go to, one after the other. */
export interface OutputClaim {
  readonly into: Uint8Array;
  /** Until its output is there, or it has failed. */
  underWay: boolean;
}

const newest = new WeakMap<Uint8Array, OutputClaim>();

/** @throws PluginError `INVALID_OPTION` while another call has the memory: one of them would get the other's output. */
export function claimOutput(into: Uint8Array, plugin: string): OutputClaim {
  if (newest.get(into)?.underWay === true) {
    throw invalidOption(
      "execute: into is where the output of another call goes, which is under way. Give each its own",
      plugin,
    );
  }
  const claim = { into, underWay: true };
  newest.set(into, claim);
  return claim;
}

/** Whether a later call was given the memory. */
export function isOverwritten(claim: OutputClaim): boolean {
  return newest.get(claim.into) !== claim;
}
