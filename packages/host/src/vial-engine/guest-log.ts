import { escapeControls, logPriorities, type LogEntry, type LogLevel } from "../engine/log.ts";

type Write = (level: LogEntry["level"], message: string) => void;

/** What an entry counts at least, in bytes: delivering one takes its time, however short it is. */
const leastEntryBytes = 64;

/** The log of one instance: filters by level, bounds what a call may write, escapes control characters. */
export class GuestLog {
  /** What `get_log_level` answers. */
  readonly priority: number;
  readonly #maxBytes: number;
  readonly #write: Write;
  #bytesLeft: number;

  constructor(level: LogLevel, maxBytes: number, write: Write) {
    this.priority = logPriorities[level];
    this.#maxBytes = maxBytes;
    this.#bytesLeft = maxBytes;
    this.#write = write;
  }

  /** Starts the next call's allowance. */
  begin(): void {
    this.#bytesLeft = this.#maxBytes;
  }

  /** Lets nothing through any more. */
  close(): void {
    this.#bytesLeft = -1;
  }

  /** Whether a message of this level and size (in bytes, as the plugin wrote it) is wanted; says once when the allowance ends. */
  admits(level: LogEntry["level"], bytes: number): boolean {
    if (logPriorities[level] < this.priority || this.#bytesLeft < 0) return false;
    this.#bytesLeft -= Math.max(leastEntryBytes, bytes);
    if (this.#bytesLeft >= 0) return true;
    this.#write("warn", `The call's log passed the limit of ${this.#maxBytes} bytes; the rest is dropped.`);
    return false;
  }

  write(level: LogEntry["level"], message: string): void {
    this.#write(level, escapeControls(message));
  }
}
