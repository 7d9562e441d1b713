import type { Runner } from "../../engine/engine.ts";
import type { Limits } from "../../limits.ts";
import { startRunner } from "../start-runner.ts";
import { ChildSupply } from "./child-supply.ts";
import { ProcessRunner, type ProcessRunnerOptions } from "./process-runner.ts";

/** Runs plugins in child processes. */
export class Processes {
  readonly #children = new ChildSupply();

  /** Called when a plugin's load begins. */
  warm(limits: Limits): void {
    this.#children.warm(limits);
  }

  createRunner(options: Omit<ProcessRunnerOptions, "child">): Promise<Runner> {
    const { limits } = options.spec;
    return startRunner(() => new ProcessRunner({ ...options, child: this.#children.take(limits) }));
  }

  close(): Promise<void> {
    return this.#children.close();
  }
}
