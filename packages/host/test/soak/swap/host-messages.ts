import type { UpdateStrategy } from "@vial/host";
import type { Holdings } from "../holdings.ts";

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
  | { readonly kind: "rest" };

/** What the host says: that it calls its plugins, or what came of an order. */
export type HostMessage =
  | { readonly kind: "ready" }
  | {
      readonly kind: "done";
      readonly id: number;
      readonly code: string | undefined;
      /** After a rest. */
      readonly holdings: Holdings | undefined;
    };

/** How a call was answered. */
export type Verdict = "well" | "lost" | "mixedVersions";

/** What happens in the host, written down as it happens, so that it outlives the host. Calls have numbers. */
export type HostRecord =
  | readonly ["started" | "ran", number]
  | readonly ["answered", number, Verdict]
  | readonly ["switched", number]
  | readonly ["rolled-back"];

/** The descriptor that the host writes its records to, one JSON value a line. */
export const recordsDescriptor = 4;
