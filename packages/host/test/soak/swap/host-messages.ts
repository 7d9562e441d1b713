import type { UpdateStrategy } from "@vial/host";

/** What the host is told to do. */
export type Order =
  | {
      readonly kind: "update";
      readonly plugin: string;
      readonly version: string;
      readonly strategy: UpdateStrategy;
    }
  | { readonly kind: "rollback" | "promote" | "reload"; readonly plugin: string }
  | { readonly kind: "crash" }
  /** Calls stop, both plugins are loaded anew, and what the process then holds is reported. */
  | { readonly kind: "rest" }
  | { readonly kind: "report" };

/** What it has seen since it started. */
export interface HostReport {
  readonly calls: number;
  readonly lost: number;
  readonly doubled: number;
  readonly mixedVersions: number;
  readonly swaps: number;
  readonly rollbacks: number;
  readonly maxSwitchMs: number;
  readonly residentBytes: number;
}

/** What the host says: that it calls its plugins, or what came of an order. */
export type HostMessage =
  | { readonly kind: "ready" }
  | {
      readonly kind: "done";
      readonly id: number;
      readonly code: string | undefined;
      readonly report: HostReport;
    };
