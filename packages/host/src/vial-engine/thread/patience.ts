import type { Mailbox } from "./mailbox.ts";

// How long the host looks for an answer before it lets its thread do something else, in milliseconds.
/** By spinning, while the worker is awake and looks for calls. */
const awakeMs = 0.03;
/**
 * By blocking, when the worker has to be woken. A spinning host may hold the very CPU the worker is to run on, and a
 * wake-up through the event loop takes far longer than one from a short block.
 */
const asleepMs = 0.4;
/** After a pause of this length the worker has gone to sleep (`spinMs` in worker.ts). */
const sleepsAfterMs = 0.15;
/** Where looking has not paid lately, a longer look now and then finds out whether calls have become quick. */
const probeMs = 0.2;
const probeEvery = 64;
const missesUntilRare = 4;

/** Looks for answers for a moment, where that has paid lately. */
export class Patience {
  #misses = 0;
  #lastCallAt = 0;

  /** Whether the turn changes from `seen` within that moment. */
  changes(mailbox: Mailbox, seen: Mailbox["turn"]): boolean {
    const now = performance.now();
    const asleep = now - this.#lastCallAt > sleepsAfterMs;
    this.#lastCallAt = now;
    const changed = this.#look(mailbox, seen, now, asleep);
    this.#misses = changed ? 0 : this.#misses + 1;
    return changed;
  }

  #look(mailbox: Mailbox, seen: Mailbox["turn"], now: number, asleep: boolean): boolean {
    if (this.#misses < missesUntilRare)
      return asleep ? mailbox.block(seen, asleepMs) : mailbox.spin(seen, now + awakeMs);
    return this.#misses % probeEvery === 0 && mailbox.spin(seen, now + probeMs);
  }
}
