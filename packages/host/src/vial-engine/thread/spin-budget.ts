import type { Mailbox } from "./mailbox.ts";

// How long the host watches for an answer before it lets its thread do something else, in milliseconds.
/** While the worker is awake and watching for calls. */
const awakeMs = 0.03;
/** When it has to be woken first, which alone takes 0.02 to 0.1 ms. Being woken in turn would take the host as long. */
const asleepMs = 0.12;
/** After a pause of this length the worker has gone to sleep (`spinMs` in worker.ts). */
const sleepsAfterMs = 0.15;
/** Where watching has not paid lately, a longer look now and then finds out whether calls have become quick. */
const probeMs = 0.2;
const probeEvery = 64;
const missesUntilRare = 4;

/** Decides how long to spin for an answer: only where spinning has paid lately. */
export class SpinBudget {
  #misses = 0;
  #lastHit = 0;

  /** Watches the mailbox; true when the turn changed meanwhile. */
  hit(mailbox: Mailbox, seen: Mailbox["turn"]): boolean {
    const start = performance.now();
    const budget = this.#budget(start - this.#lastHit);
    if (budget > 0 && mailbox.spin(seen, start + budget)) {
      this.#misses = 0;
      this.#lastHit = start;
      return true;
    }
    this.#misses++;
    return false;
  }

  #budget(pauseMs: number): number {
    if (this.#misses < missesUntilRare) return pauseMs < sleepsAfterMs ? awakeMs : asleepMs;
    return this.#misses % probeEvery === 0 ? probeMs : 0;
  }
}
