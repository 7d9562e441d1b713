import { ChildWatch } from "./children.ts";
import { WorkerWatch } from "./workers.ts";

/** What runs the plugins of one isolation level, as the system shows it. */
export interface Hands extends Disposable {
  /** For each that runs, spare ones among them, how to end it. Nobody has heard of it when that returns. */
  readonly running: readonly (() => void)[];
}

/** Watches what runs plugins, by their isolation level. */
export const watchHands = {
  thread(): Hands {
    const watch = new WorkerWatch();
    return {
      get running() {
        return watch.running.map((worker) => () => void worker.terminate());
      },
      [Symbol.dispose]: () => watch[Symbol.dispose](),
    };
  },
  process(): Hands {
    const watch = new ChildWatch();
    return {
      get running() {
        return watch.running.map((child) => () => void child.kill("SIGKILL"));
      },
      [Symbol.dispose]: () => watch[Symbol.dispose](),
    };
  },
} as const;
