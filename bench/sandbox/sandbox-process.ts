import { fileURLToPath } from "node:url";
import type { CallSplit, TierWatch } from "@vial/measure";
import { PluginProcess } from "../process/plugin-process.ts";
import type { Answer, Command, PluginSetup } from "./messages.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));

type LoadAnswer = Extract<Answer, { readonly did: "load" }>;

/**
 * A plugin in a host in a process of its own, as its native counterpart has one: neither has the other's heap, nor the
 * harness's. V8 there logs what its compilers finish, so that {@link SandboxProcess.tiers} tells when it has gone quiet.
 */
export class SandboxProcess extends PluginProcess<Command, Answer> {
  #log = "";
  #optimised = 0;

  private constructor() {
    super(serve, { name: "the plugin's process", execArgv: ["--trace-wasm-compilation-times"] });
  }

  /**
   * Starts a process and loads a plugin in it.
   *
   * @throws CommandedProcessError when the plugin cannot be loaded, with the host's code.
   */
  static async start(
    plugin: PluginSetup,
    input: Uint8Array,
  ): Promise<{ readonly sandbox: SandboxProcess; readonly load: LoadAnswer }> {
    const sandbox = new SandboxProcess();
    try {
      return { sandbox, load: await sandbox.ask({ do: "load", plugin, input }, "load") };
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Where the time of so many calls goes, of a plugin that was loaded with `splits`. */
  async split(calls: number): Promise<CallSplit> {
    return (await this.ask({ do: "split", calls }, "split")).split;
  }

  /** How many functions V8's optimising compiler has finished. */
  readonly tiers: TierWatch = { optimised: () => this.#optimised };

  /** Counts lines such as `Compiled function 0xdadcb30#8 using TurboFan, took 15357 μs …`. */
  protected override printed(text: string): void {
    const lines = (this.#log + text).split("\n");
    this.#log = lines.pop() ?? "";
    this.#optimised += lines.filter((line) => line.includes(" using TurboFan,")).length;
  }
}
