import { setImmediate as turn } from "node:timers/promises";

/**
 * Takes steps one after the other, each in a turn of the event loop of its own: whoever shares the thread waits for one of
 * them, not for all.
 */
export async function gradually(steps: Iterable<() => unknown>): Promise<void> {
  for (const step of steps) {
    await step();
    await turn();
  }
}
