import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { command } from "./vial.ts";

/** How long something may take to show, in milliseconds, on a machine that does much else. */
const patienceMs = 120_000;

/** A `vial` that runs in a terminal. The terminal is that of `script`, which every Linux and macOS has. */
export class Terminal {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<unknown>;
  #shown = "";

  constructor(
    args: readonly string[],
    { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  ) {
    const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env;
    // Its terminal has no size at first, and prompts wrap by it.
    const words = [process.execPath, command, ...args].map(quote).join(" ");
    const line = `stty cols 100 rows 40; exec ${words}`;
    const typed =
      process.platform === "darwin"
        ? ["-q", "/dev/null", "sh", "-c", line]
        : ["--quiet", "--return", "--flush", "--command", line, "/dev/null"];
    this.#child = spawn("script", typed, { cwd, env: { ...inherited, TERM: "xterm-256color", ...env } });
    this.#closed = once(this.#child, "close");
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (this.#shown += text));
  }

  /** Everything that was written so far, with the codes for colours and the cursor. */
  get raw(): string {
    return this.#shown;
  }

  /** The same as a person reads it. */
  get text(): string {
    return stripVTControlCharacters(this.#shown);
  }

  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** Waits until something is shown that was not there before. */
  async shows(what: string, after = 0): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!this.text.slice(after).includes(what)) {
      if (Date.now() > until) throw new Error(`${what} was not shown, but:\n${this.text}`);
      await sleep(20);
    }
  }

  /** Waits until it has ended, and tells how. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }
}

export const keys = { enter: "\r", down: "\u001b[B", interrupt: "\u0003" } as const;

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
