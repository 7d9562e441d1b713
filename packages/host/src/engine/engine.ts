import type { ErrorPhase, PluginManifest } from "@vial/pdk-types";
import type { Limits } from "../limits.ts";
import type { Canaries } from "../policy/canaries.ts";
import type { Granted } from "../policy/granted.ts";
import type { HttpRules } from "../policy/http-rules.ts";
import type { SourceModule } from "../source/extism-modules.ts";
import type { HostFunctions } from "./host-function.ts";
import type { LogLevel, LogListener } from "./log.ts";

/**
 * Where a plugin runs. `inline`: on the caller's thread, lowest latency, a loop cannot be stopped: for trusted
 * code. `thread`: in a supervised worker of its own that is killed at the deadline. `process`: in a supervised child
 * process of its own, for code from strangers.
 */
export type Isolation = "inline" | "thread" | "process";

/** `fresh`: every call starts from the state the plugin had when it was loaded. `shared`: calls see what earlier calls left. */
export type PluginState = "fresh" | "shared";

/** A clock and random numbers that can be had again, for recording a call and running it anew. */
export interface Reproducible {
  /** What the clock says first, in milliseconds since 1970. It goes on by one with each reading. */
  readonly timeMs: number;
  /** Of the random numbers, which are good for repeating a run and for nothing else. */
  readonly seed: number;
}

/** A plugin as the manager hands it to an engine: read, checked against its digest, nothing compiled. */
export interface PluginSpec {
  readonly name: string;
  readonly version: string | undefined;
  /** Whose plugin it is, where a host serves several. */
  readonly tenant: string | undefined;
  /** The plugin's `vial.json`. */
  readonly manifest: PluginManifest | undefined;
  readonly granted: Granted;
  readonly modules: readonly SourceModule[];
  readonly isolation: Isolation;
  readonly state: PluginState;
  readonly config: Readonly<Record<string, string>>;
  readonly functions: HostFunctions;
  readonly http: HttpRules;
  readonly limits: Limits;
  readonly logLevel: LogLevel;
  readonly onLog: LogListener | undefined;
  /** What is taken out of log messages, in this order. */
  readonly secretValues: readonly string[];
  /** Gives the plugin a clock and random numbers that are the same in every run; the machine's own unless set. */
  readonly reproducible?: Reproducible | undefined;
  /** Leaves the plugin's instructions where its debug information says they are; see `VialEngineOptions`. */
  readonly codeInPlace?: boolean | undefined;
  /** Whether the names that the module gives its functions are kept for stacks. */
  readonly debug: boolean;
  /** Whether nobody waits for it: the host's thread is then spared even short work. */
  readonly background?: boolean;
}

/** One call of one export. */
export interface Call {
  /** What the caller names it by in logs. */
  readonly id?: string | undefined;
  readonly exportName: string;
  readonly input: Uint8Array;
  readonly hostContext: unknown;
  /** What to look for in its requests; its output is looked at when it is there. */
  readonly canaries?: Canaries | undefined;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** CPU time it may take, in milliseconds; absent where its deadline comes first anyhow. */
  readonly cpuMs?: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Where the caller wants the output. An engine that puts it there spares a copy. */
  readonly into?: Uint8Array | undefined;
}

/** Something that runs one call at a time: an instance on this thread, or a worker. */
export interface Runner {
  /** The output, at once when nothing had to be waited for. Fails with a `PluginError`. */
  run(call: Call): Uint8Array | Promise<Uint8Array>;
  /** False once the runner is not to be given another call: its worker died, its state is in doubt. */
  readonly usable: boolean;
  /** Whether the plugin may have begun what was given last, its start or a call; false only where it is certain that it has not. */
  readonly begun: boolean;
  /** The linear memories it holds. */
  readonly memoryBytes: number;
  close(): Promise<void>;
}

/** A plugin whose modules are compiled and whose imports are all provided. */
export interface CompiledPlugin {
  /** Names of the exported functions. */
  readonly exports: ReadonlySet<string>;
  /** How many runners may exist at once when the host sets no number. */
  readonly defaultConcurrency: number;
  createRunner(): Promise<Runner>;
  /** Gives back what was compiled. Runners must be closed before. */
  release(): void;
}

/** Runs plugins. Vial's own is the default; `@vial/host/extism` has the reference one. */
export interface Engine extends AsyncDisposable {
  readonly name: string;
  /** Fails with a `PluginError` when the modules are not valid or an import has nobody to answer it. */
  compile(spec: PluginSpec): Promise<CompiledPlugin>;
}

/** Whose failure it is and when: what an error needs besides its code and message. */
export interface FailureScope {
  readonly plugin: string;
  readonly version: string | undefined;
  readonly phase: ErrorPhase;
}
