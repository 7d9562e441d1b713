import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { Holdings } from "../holdings.ts";
import { recordsDescriptor, type HostMessage, type Order } from "./host-messages.ts";
import type { Ledger } from "./ledger.ts";

/** What came of an order: an error's code, if it failed, and what the host held, if it was to rest. */
export interface Outcome {
  readonly code: string | undefined;
  readonly holdings: Holdings | undefined;
}

/** The host, in a process that can be killed. */
export class HostProcess {
  readonly #child: ChildProcess;
  /** Settles once all that it wrote is in the ledger. */
  readonly #ended: Promise<unknown>;
  readonly #open = new Map<number, (outcome: Outcome | undefined) => void>();
  #orders = 0;

  private constructor(child: ChildProcess, ledger: Ledger) {
    this.#child = child;
    const records = child.stdio[recordsDescriptor] as Readable;
    this.#ended = Promise.all([once(child, "exit"), ledger.read(records)]);
    child.on("message", (message: HostMessage) => {
      if (message.kind === "done") this.#open.get(message.id)?.(message);
    });
    child.on("exit", () => this.#open.forEach((resolve) => resolve(undefined)));
  }

  static async start(options: readonly string[], ledger: Ledger): Promise<HostProcess> {
    const child = fork(new URL("host.ts", import.meta.url), options, {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
      // Not a file: a pipe is written to also while the disk is full.
      stdio: ["ignore", "ignore", "inherit", "ipc", "pipe"],
    });
    const host = new HostProcess(child, ledger);
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
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
