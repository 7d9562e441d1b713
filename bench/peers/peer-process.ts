import { fileURLToPath } from "node:url";
import { CommandedProcess } from "../process/commanded-process.ts";
import type { HostChoice, PeerAnswer, PeerCommand } from "./messages.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));

/** A plugin that a peer runs, in a process of its own. */
export class PeerProcess implements AsyncDisposable {
  readonly #process = new CommandedProcess<PeerCommand, PeerAnswer>(serve, {
    name: "the peer's process",
    execArgv: ["--expose-gc"],
  });
  /** From the module's bytes to the first result, in milliseconds. */
  firstResultMs = Number.NaN;

  /** @throws CommandedProcessError when the peer cannot load the module, or call it. */
  static async start(choice: HostChoice, module: string, input: Uint8Array): Promise<PeerProcess> {
    const peer = new PeerProcess();
    try {
      const { firstResultMs } = await peer.#process.ask({ do: "load", choice, module, input }, "load");
      peer.firstResultMs = firstResultMs;
      return peer;
    } catch (error) {
      await peer[Symbol.asyncDispose]();
      throw error;
    }
  }

  async setInput(input: Uint8Array): Promise<void> {
    await this.#process.ask({ do: "input", input }, "input");
  }

  /** Makes so many calls, one after the other; the nanoseconds that took. */
  async run(calls: number): Promise<number> {
    return (await this.#process.ask({ do: "run", calls }, "run")).nanoseconds;
  }

  async output(): Promise<Uint8Array> {
    return new Uint8Array((await this.#process.ask({ do: "output" }, "output")).output);
  }

  /** What one more plugin adds to resident memory, in bytes, seen on so many of them. */
  async weigh(plugins: number): Promise<number> {
    return (await this.#process.ask({ do: "weigh", plugins }, "weigh")).bytesEach;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
