/** How often the watch looks, in milliseconds. */
const everyMs = 5;
/** From how long on a turn without processor time is the machine's doing, and not a timer's inaccuracy, in milliseconds. */
const starvedFromMs = 20;

/**
 * Watches this thread's event loop: how long at most it did not turn, and how much of that this thread was at work. A
 * machine that gives the thread no processor delays it as well, but that is nothing the host did.
 */
export class LoopWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #seenAt = performance.now();
  #cpu = process.threadCpuUsage();
  /** The longest pause, in milliseconds. */
  pausedMs = 0;
  /** The most processor time between two turns, in milliseconds. */
  busyMs = 0;
  /** How long in all this thread got no processor though a turn was due, in milliseconds. */
  starvedMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.look(), everyMs);
  }

  look(): void {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(this.#cpu);
    const pausedMs = now - this.#seenAt - everyMs;
    const busyMs = (user + system) / 1000;
    this.pausedMs = Math.max(this.pausedMs, pausedMs);
    this.busyMs = Math.max(this.busyMs, busyMs);
    if (pausedMs - busyMs > starvedFromMs) this.starvedMs += pausedMs - busyMs;
    this.#seenAt = now;
    this.#cpu = process.threadCpuUsage();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
