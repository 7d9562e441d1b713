/** Extism's log levels, lowest first. `silent` lets nothing through. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "silent";

/** One message of a plugin's. It is text the plugin wrote and may hold patient data. */
export interface LogEntry {
  readonly plugin: string;
  readonly version?: string | undefined;
  /** Whose plugin it is: the load option `tenant`. */
  readonly tenant?: string | undefined;
  /** The call's `id`, as the caller gave it; absent at the start of an instance. */
  readonly call?: string | undefined;
  readonly level: Exclude<LogLevel, "silent">;
  /**
   * Control characters are escaped, so that an entry stays one line and cannot forge another; so are those that turn
   * the direction of text around or cannot be seen.
   */
  readonly message: string;
}

export type LogListener = (entry: LogEntry) => void;

/** What `get_log_level` answers (extism: `log_level_to_int`). */
export const logPriorities: Readonly<Record<LogLevel, number>> = {
  trace: 0,
  debug: 1,
  info: 2,
  warn: 3,
  error: 4,
  silent: 0x7fff_ffff,
};

/** Hands an entry to the host. */
export function deliverLog(listener: LogListener | undefined, entry: LogEntry): void {
  tell(listener, entry, "log listener (onLog)");
}

/** Calls a listener of the host's. What it throws is the host's own affair and changes no call. */
export function tell<Event extends { readonly plugin: string }>(
  listener: ((event: Event) => unknown) | undefined,
  event: Event,
  what: string,
): void {
  const failed = (): void =>
    process.emitWarning(`The ${what} of plugin ${JSON.stringify(event.plugin)} failed.`);
  try {
    const answer: unknown = listener?.(event);
    if (answer instanceof Promise) answer.catch(failed);
  } catch {
    failed();
  }
}

// C0, C1, DEL, the line and paragraph separators, marks of direction and characters without width: everything that a
// terminal or a log reader acts upon, or shows as something else than it is.
const control =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

export function escapeControls(text: string): string {
  return text.replace(control, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
