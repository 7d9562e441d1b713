import type { Runner } from "../../engine/engine.ts";
import { startRunner } from "../start-runner.ts";
import { ThreadRunner, type ThreadRunnerOptions } from "./thread-runner.ts";
import { WorkerSupply } from "./worker-supply.ts";

/** Runs plugins in workers. */
export class Threads {
  readonly #workers = new WorkerSupply();

  /** Called when a plugin's load begins. */
  warm(): void {
    this.#workers.warm();
  }

  createRunner(options: Omit<ThreadRunnerOptions, "worker">): Promise<Runner> {
    return startRunner(() => new ThreadRunner({ ...options, worker: this.#workers.take() }));
  }

  close(): Promise<void> {
    return this.#workers.close();
  }
}
