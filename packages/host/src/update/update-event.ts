import type { ErrorCode } from "@vial/pdk-types";
import type { Digest } from "../source/digest.ts";
import type { DifferenceReport } from "./difference-report.ts";
import type { TallyCounts } from "./tally.ts";
import type { UpdateStrategy } from "./update-options.ts";

/** Which version. */
export interface VersionRef {
  readonly version: string | undefined;
  /** Of the main module. */
  readonly digest: Digest;
  /** Which release it is, where it came as one. */
  readonly release: Digest | undefined;
}

/** What was compared. */
export interface Compared {
  readonly candidate: TallyCounts;
  readonly baseline: TallyCounts;
}

/**
 * Why a version was taken back: by its `failures`, its `latency` (milliseconds) or its `contract` violations, compared with the old
 * version's; because it answered differently (`differences`); or because it was `requested`, or the plugin was `unloaded`.
 */
export type RollbackReason =
  | ({ readonly kind: "failures" | "contract" } & Compared)
  | ({
      readonly kind: "latency";
      readonly measure: "median" | "p95";
      readonly ms: number;
      readonly baselineMs: number;
    } & Compared)
  | { readonly kind: "differences"; readonly report: DifferenceReport }
  | { readonly kind: "requested" }
  | { readonly kind: "unloaded" };

/** What came of an update that had begun to get calls. */
export type UpdateOutcome =
  /** The new version serves and the trial is over: it has proved itself, or it was told to (`requested`). */
  | { readonly state: "kept"; readonly by: "proof" | "request" | "next update" }
  | { readonly state: "rolled-back"; readonly reason: RollbackReason }
  /** The release serves already. */
  | { readonly state: "unchanged" };

/** Something that happened to a plugin's versions. Holds no contents of any call. */
export type UpdateEvent = {
  readonly plugin: string;
  /** ISO 8601, by this host's clock. */
  readonly at: string;
} & UpdateStep;

/**
 * `started`: a release is fetched, loaded and checked. `unchanged`: it serves already. `refused`: it never got a call, and why. `trial`: it gets its calls.
 * `switched`: new calls go to `to` from now on; `switchMs` is how long the switch itself took. `kept`, `rolled-back`: the decision.
 * `freed`: a version answered its last call and holds nothing any more. `unreachable`: a followed release could not be looked up.
 */
export type UpdateStep =
  | { readonly kind: "started"; readonly wanted: string; readonly strategy: UpdateStrategy }
  | { readonly kind: "unchanged"; readonly version: VersionRef }
  | { readonly kind: "refused"; readonly wanted: string; readonly code: ErrorCode }
  | {
      readonly kind: "trial";
      readonly strategy: UpdateStrategy;
      readonly from: VersionRef;
      readonly to: VersionRef;
    }
  | {
      readonly kind: "switched";
      readonly from: VersionRef;
      readonly to: VersionRef;
      readonly switchMs: number;
    }
  | { readonly kind: "kept"; readonly version: VersionRef; readonly by: "proof" | "request" | "next update" }
  | {
      readonly kind: "rolled-back";
      readonly from: VersionRef;
      readonly to: VersionRef;
      readonly reason: RollbackReason;
    }
  | { readonly kind: "freed"; readonly version: VersionRef }
  | { readonly kind: "unreachable"; readonly wanted: string; readonly code: ErrorCode };
