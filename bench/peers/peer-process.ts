import { fileURLToPath } from "node:url";
import { PluginProcess } from "../process/plugin-process.ts";
import type { HostChoice, PeerAnswer, PeerCommand } from "./messages.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));

/** A plugin that a peer runs, in a process of its own. */
export class PeerProcess extends PluginProcess<PeerCommand, PeerAnswer> {
  /** From the module's bytes to the first result, in milliseconds. */
  firstResultMs = Number.NaN;

  private constructor() {
    super(serve, { name: "the peer's process" });
  }

  /** @throws CommandedProcessError when the peer cannot load the module, or call it. */
  static async start(choice: HostChoice, module: string, input: Uint8Array): Promise<PeerProcess> {
    const peer = new PeerProcess();
    try {
      const { firstResultMs } = await peer.ask({ do: "load", choice, module, input }, "load");
      peer.firstResultMs = firstResultMs;
      return peer;
    } catch (error) {
      await peer[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What one more plugin adds to resident memory, in bytes, seen on so many of them. */
  async weigh(plugins: number): Promise<number> {
    return (await this.ask({ do: "weigh", plugins }, "weigh")).bytesEach;
  }
}
