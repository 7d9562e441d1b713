import type { Isolation } from "@vial/host";
import type { NativeProgram } from "../native/program.ts";
import type { CallAnswer, CallCommand } from "../process/plugin-process.ts";

/** What runs a plugin. */
export type HostChoice =
  | { readonly host: "vial"; readonly isolation: Isolation }
  | { readonly host: "extism"; readonly worker: boolean }
  | { readonly host: "libextism"; readonly library: string }
  | { readonly host: "child process"; readonly program: NativeProgram };

/** What a peer's process is to do. */
export type PeerCommand =
  /** Load a module, from its path, and call it once. */
  | {
      readonly do: "load";
      readonly choice: HostChoice;
      readonly module: string;
      readonly input: Uint8Array;
    }
  | CallCommand
  /** Load more plugins, to see what one takes. */
  | { readonly do: "weigh"; readonly plugins: number };

export type PeerAnswer =
  | {
      readonly did: "load";
      /** From the module's bytes to the first result, in milliseconds; what the peer loads of its own was loaded before. */
      readonly firstResultMs: number;
    }
  | CallAnswer
  /** What one more plugin that was called once adds to resident memory, in bytes. */
  | { readonly did: "weigh"; readonly bytesEach: number };
