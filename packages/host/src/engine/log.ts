/** Extism's log levels, lowest first. `silent` lets nothing through. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "silent";

/** One message of a plugin's. It is text the plugin wrote and may hold patient data. */
export interface LogEntry {
  readonly plugin: string;
  readonly level: Exclude<LogLevel, "silent">;
  /** Control characters are escaped, so that an entry stays one line and cannot forge another. */
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

// C0, C1, DEL, and the line and paragraph separators: everything a terminal or a log reader acts upon.
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

export function escapeControls(text: string): string {
  return text.replace(control, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
