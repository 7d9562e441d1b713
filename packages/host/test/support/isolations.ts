import type { Isolation } from "@vial/host";

/** Every isolation level: what is promised of one is promised of all. */
export const isolations = ["inline", "thread", "process"] as const satisfies readonly Isolation[];
