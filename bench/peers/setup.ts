import type { Isolation } from "@vial/host";
import type { Spread } from "../measure/index.ts";
import type { NativeProgram } from "../native/program.ts";

interface Common {
  /** Path of the module. */
  readonly module: string;
  /** URL of the workload's `inputs.ts`. */
  readonly inputs: string;
  readonly sizes: readonly number[];
  readonly patienceMs: number;
}

/** One peer as its process is told of it. */
export type PeerSetup = Common &
  (
    | { readonly host: "vial"; readonly isolation: Isolation }
    | { readonly host: "extism"; readonly worker: boolean }
    | { readonly host: "libextism"; readonly library: string }
    | { readonly host: "child process"; readonly program: NativeProgram }
  );

export interface PeerFigures {
  readonly firstResultMs: number;
  /** SHA-256 of the first output: peers have to give the same. */
  readonly outputDigest: string;
  readonly calls: readonly { readonly sizeBytes: number; readonly nanoseconds: Spread }[];
  readonly memoryBytes: number | null;
}
