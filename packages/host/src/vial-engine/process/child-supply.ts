import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Limits } from "../../limits.ts";
import { childCommand } from "./child-command.ts";

/** A child process, booted or booting, and the socket to it. */
export interface Child {
  readonly process: ChildProcess;
  readonly socket: Socket;
}

/** How long after a child was taken the next one is started, in milliseconds: the taker's first calls come first. */
const refillDelayMs = 50;

interface Spare {
  readonly key: string;
  readonly child: Child;
}

/** Children that have started and wait for a plugin, so that replacing a killed one does not take a process's start. */
export class ChildSupply {
  #spare: Spare | undefined;
  #refill: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * Starts a child for who is about to take one with these limits, so that it boots while the plugin is read and prepared. A
   * spare one with other limits stays: it is there for another plugin.
   */
  warm(limits: Limits): void {
    if (this.#spare === undefined || !isAlive(this.#spare.child)) this.#replaceSpare(limits);
  }

  /** A child with these limits of the operating system's. */
  take(limits: Limits): Child {
    const key = keyOf(limits);
    const spare = this.#spare;
    const fits = spare?.key === key && isAlive(spare.child);
    const child = fits ? spare.child : startChild(limits);
    if (fits || (spare !== undefined && !isAlive(spare.child))) this.#spare = undefined;
    this.#refill ??= setTimeout(() => {
      this.#refill = undefined;
      this.#replaceSpare(limits);
    }, refillDelayMs).unref();
    return child;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refill);
    if (this.#spare !== undefined) await endChild(this.#spare.child);
  }

  #replaceSpare(limits: Limits): void {
    const key = keyOf(limits);
    if (this.#closed || (this.#spare?.key === key && isAlive(this.#spare.child))) return;
    if (this.#spare !== undefined) void endChild(this.#spare.child);
    this.#spare = { key, child: startChild(limits) };
  }
}

/** Children that are started in the same way. */
function keyOf(limits: Limits): string {
  return childCommand(limits).args.join(" ");
}

/** Kills a child. Resolves when the system has taken it away. */
export async function endChild({ process: child, socket }: Child): Promise<void> {
  socket.destroy();
  if (!isAlive({ process: child, socket })) return;
  const gone = once(child, "exit");
  // Whoever waits for it has to live that long.
  child.ref();
  child.kill("SIGKILL");
  await gone;
}

/**
 * Whether a child has certainly not read all that it was sent: it was gone when that was written (`EPIPE`), or, what Linux alone
 * tells apart, it left some of it unread (`ECONNRESET`, unix_release_sock in the kernel's net/unix/af_unix.c).
 */
export function leftUnread({ socket }: Child): boolean {
  const code = (socket.errored as NodeJS.ErrnoException | null)?.code;
  return code === "EPIPE" || (code === "ECONNRESET" && process.platform === "linux");
}

function isAlive({ process: child }: Child): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function startChild(limits: Limits): Child {
  const { file, args, options } = childCommand(limits);
  const child = spawn(file, args, options);
  const socket = child.stdio[3] as Socket;
  // Whoever uses the child learns of its end by its own listeners; a spare that dies is simply not there.
  child.on("error", () => {});
  socket.on("error", () => {});
  child.unref();
  socket.unref();
  return { process: child, socket };
}
