/** What the page and its server say to each other, as JSON. Both are compiled from this file. */

/** How the source stands. The build that answers calls is apart from it: {@link DevState.serving}. */
export type BuildState =
  | { readonly kind: "building"; readonly since: number; readonly output: string }
  | {
      readonly kind: "built";
      readonly ms: number;
      readonly compiler: string;
      readonly bytes: number;
      readonly output: string;
    }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly hint: string | null;
      /** What the compiler printed, as it printed it. */
      readonly output: string;
    };

/** Why a host would not load the newest build under what is granted now. */
export interface Refusal {
  readonly build: number;
  readonly code: string;
  readonly message: string;
}

export interface ExportState {
  readonly name: string;
  readonly description: string;
  readonly contentType: string;
  /** The JSON Schema of its input; null when it names none. */
  readonly schema: Readonly<Record<string, unknown>> | null;
}

/** An input that the project keeps in `fixtures/`. */
export interface FixtureState {
  readonly name: string;
  readonly export: string;
  /** Whether it has a configuration, or lists what the host answers. */
  readonly playsHost: boolean;
}

/** Something that the plugin asks for, and whether it has it. */
export interface CapabilityState {
  readonly kind: "http" | "config" | "secret" | "function" | "vars";
  /** The origin, the key, or the function's name. */
  readonly name: string;
  /** In words. */
  readonly text: string;
  readonly granted: boolean;
}

/** What is granted beyond the manifest, and the values that the plugin sees. */
export interface Settings {
  readonly config: Readonly<Record<string, string>>;
  /** Origins that requests may go to. */
  readonly http: readonly string[];
  /** What host functions answer, by name. One without an answer fails the call. */
  readonly functions: Readonly<Record<string, string>>;
  /** The fixture that plays the host instead, with its configuration and the answers that it lists. */
  readonly fixture: string | null;
}

export interface DevState {
  readonly plugin: {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly language: string;
    readonly folder: string;
  };
  readonly exports: readonly ExportState[];
  readonly fixtures: readonly FixtureState[];
  readonly capabilities: readonly CapabilityState[];
  readonly settings: Settings;
  readonly build: BuildState;
  /** The number of the build that answers calls; 0 while there is none. */
  readonly serving: number;
  /** The build before that one, which is still there to compare with; null when there is none. */
  readonly previous: number | null;
  readonly refusal: Refusal | null;
  readonly limits: { readonly inputBytes: number; readonly deadlineMs: number };
}

export interface CallLog {
  readonly level: "trace" | "debug" | "info" | "warn" | "error";
  readonly message: string;
  /** Milliseconds since the call was sent. */
  readonly ms: number;
}

/** Something the plugin asked of the host during a call. */
export interface HostEvent {
  readonly kind: "http" | "function" | "refused";
  /** In words. */
  readonly text: string;
  readonly ms: number;
}

export interface CallFailure {
  readonly code: string;
  readonly message: string;
  readonly pointer: string | null;
  /** What the plugin said about it. */
  readonly guestMessage: string | null;
  /** The plugin's own frames, the innermost first. */
  readonly stack: readonly string[];
  readonly hint: string | null;
}

/** A call as the history lists it. Its bytes are at `/api/calls/<id>/input` and `/output`. */
export interface CallState {
  readonly id: number;
  readonly build: number;
  readonly export: string;
  readonly sentAt: number;
  readonly status: "running" | "answered" | "failed";
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Milliseconds from sending it until an instance was free; null while it is not known. */
  readonly queuedMs: number | null;
  readonly ranMs: number | null;
  /** The plugin's linear memory after it. */
  readonly memoryBytes: number | null;
  readonly logs: readonly CallLog[];
  readonly events: readonly HostEvent[];
  readonly failure: CallFailure | null;
}

export interface DifferenceLine {
  readonly kind: "same" | "added" | "removed" | "skipped";
  readonly text: string;
}

/** How a call's answer differs from that of an earlier build to the same input. */
export type Difference =
  | { readonly kind: "none" }
  | { readonly kind: "same"; readonly with: number; readonly build: number }
  | {
      readonly kind: "different";
      readonly with: number;
      readonly build: number;
      readonly lines: readonly DifferenceLine[];
    };

/** What the stream `/api/events` brings. */
export type DevEvent =
  | { readonly type: "state"; readonly state: DevState }
  | { readonly type: "calls"; readonly calls: readonly CallState[] }
  | { readonly type: "call"; readonly call: CallState }
  | { readonly type: "ended" };

/** What a refused request is answered. */
export interface ApiError {
  readonly error: string;
  readonly hint: string;
}
