import { fileURLToPath } from "node:url";
import type { CallSplit, TierWatch } from "@vial/measure";
import { CommandedProcess } from "../process/commanded-process.ts";
import type { Answer, Command, PluginSetup } from "./messages.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));

type LoadAnswer = Extract<Answer, { readonly did: "load" }>;

/**
 * A plugin in a host in a process of its own, as its native counterpart has one: neither has the other's heap, nor the
 * harness's. V8 there logs what its compilers finish, so that {@link SandboxProcess.tiers} tells when it has gone quiet.
 */
export class SandboxProcess implements AsyncDisposable {
  readonly #process: CommandedProcess<Command, Answer>;
  #log = "";
  #optimised = 0;

  private constructor() {
    this.#process = new CommandedProcess(serve, {
      name: "the plugin's process",
      execArgv: ["--trace-wasm-compilation-times"],
      onPrinted: (text) => this.#count(text),
    });
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
      return { sandbox, load: await sandbox.#process.ask({ do: "load", plugin, input }, "load") };
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Replaces the input. */
  async setInput(input: Uint8Array): Promise<void> {
    await this.#process.ask({ do: "input", input }, "input");
  }

  /** Makes so many calls, one after the other; the nanoseconds that took. */
  async run(calls: number): Promise<number> {
    return (await this.#process.ask({ do: "run", calls }, "run")).nanoseconds;
  }

  /** The output of one call. */
  async output(): Promise<Uint8Array> {
    return new Uint8Array((await this.#process.ask({ do: "output" }, "output")).output);
  }

  /** Where the time of a call goes. */
  async split(calls: number): Promise<CallSplit> {
    return (await this.#process.ask({ do: "split", calls }, "split")).split;
  }

  /** How many functions V8's optimising compiler has finished. */
  readonly tiers: TierWatch = { optimised: () => this.#optimised };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  /** Counts lines such as `Compiled function 0xdadcb30#8 using TurboFan, took 15357 μs …`. */
  #count(text: string): void {
    const lines = (this.#log + text).split("\n");
    this.#log = lines.pop() ?? "";
    this.#optimised += lines.filter((line) => line.includes(" using TurboFan,")).length;
  }
}
