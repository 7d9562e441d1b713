import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { HostMessage, HostReport, Order } from "./host-messages.ts";

/** What came of an order: an error's code, if it failed, and what the host has seen. */
export interface Outcome {
  readonly code: string | undefined;
  readonly report: HostReport;
}

/** The host, in a process that can be killed. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (outcome: Outcome | undefined) => void>();
  #orders = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (message: HostMessage) => {
      if (message.kind === "done") this.#open.get(message.id)?.(message);
    });
    child.on("exit", () => this.#open.forEach((resolve) => resolve(undefined)));
  }

  static async start(options: readonly string[]): Promise<HostProcess> {
    const child = fork(new URL("host.ts", import.meta.url), options, {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const host = new HostProcess(child);
    const [message] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [
      HostMessage | number,
    ];
    if (typeof message === "object") return host;
    throw new Error(`The host process ended with ${message}`);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Nothing when the host was killed meanwhile. */
  async order(order: Order): Promise<Outcome | undefined> {
    const id = ++this.#orders;
    const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
    this.#open.set(id, resolve);
    if (!this.#child.send({ id, order })) throw new Error("The host process cannot be reached");
    try {
      return await promise;
    } finally {
      this.#open.delete(id);
    }
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exit;
  }
}
