import type {
  ErrorCode,
  HostFunctions,
  Isolation,
  LoadOptions,
  PluginManager,
  PluginSource,
} from "@vial/host";

/** What came of one step of a case: the load was refused, a call failed, or a call was answered. */
export type Outcome = `load ${ErrorCode}` | `call ${ErrorCode}` | `answer ${string}`;

/** What a case may use while it runs. */
export interface Stage {
  readonly plugins: PluginManager;
  readonly isolation: Isolation;
  /** Stands for a patient's identifier: in an input, and never to be seen outside of an answer. */
  readonly marker: string;
  /** What the plugin logged so far. */
  readonly logs: readonly string[];
  /** A counter that host functions and servers of the case may use. */
  count: number;
  /** Where a server of the case listens: `http://127.0.0.1:port`. */
  origin: string;
}

/** One call of a case; it is made once the one before it was answered. */
export interface HostileCall {
  /** The marker of the stage unless set. */
  readonly input?: string | Uint8Array;
  readonly export?: string;
  /** Milliseconds; unless set, {@link callDeadlineMs} for a call that may end at its deadline, else {@link answerMs}. */
  readonly deadline?: number;
  /** Made this many times, with the same outcome each time. */
  readonly times?: number;
  /** All outcomes the host may choose from; mostly there is one. `answer *` is any answer. */
  readonly expected: readonly Outcome[];
}

/** Load options a case adds to those every case has. */
export type HostileOptions = Partial<Omit<LoadOptions, "source" | "isolation">>;

/** What a hostile plugin tries, and what has to come of it on every isolation level. */
export interface HostileCase {
  /** What the plugin tries. */
  readonly name: string;
  /** The plugin. It is made before the host is watched. */
  readonly source: PluginSource | ((stage: Stage) => PluginSource | Promise<PluginSource>);
  readonly options?: HostileOptions | ((stage: Stage) => HostileOptions);
  readonly functions?: (stage: Stage) => HostFunctions;
  /** Outcomes of loading when it is refused: then no call is made. */
  readonly refused?: readonly Outcome[];
  /** One empty call unless set. */
  readonly calls?: readonly HostileCall[] | ((stage: Stage) => readonly HostileCall[]);
  /** Set when `inline` cannot stop this by design: the words docs/threat-model.md names it with. */
  readonly notStoppedInline?: string;
  /** Runs beside the calls; whatever it holds is given back when the case is over. */
  readonly setting?: (stage: Stage) => Promise<AsyncDisposable>;
  /** What else has to be true afterwards; says what is wrong, or nothing. */
  readonly check?: (stage: Stage) => string | undefined | Promise<string | undefined>;
  /** The host's memory (bytes) a case may still hold when it is over, where the default is too little. */
  readonly keepsBytes?: number;
}

/** Where cases run: Vial's engine on each isolation level; the reference engine, inline, as far as admission goes. */
export type Level = Isolation | "extism";

/** A row of the table. */
export interface CaseResult {
  readonly name: string;
  readonly family: string;
  readonly level: Level;
  /** What happened, then what was wrong about it. */
  readonly outcome: string;
  readonly pass: boolean;
}

/** The deadline of a call that may end at it, in milliseconds. */
export const callDeadlineMs = 250;
/** The limit of a step that has to end before it, in milliseconds: far from what a busy machine takes. */
export const answerMs = 10_000;
/** The limit for compiling, and for starting, of a load that may end at it, in milliseconds. */
export const startMs = 2_000;
