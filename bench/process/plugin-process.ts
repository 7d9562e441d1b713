import { CommandedProcess } from "./commanded-process.ts";

/** What every process with a plugin does, whatever runs the plugin. */
export type CallCommand =
  | { readonly do: "input"; readonly input: Uint8Array }
  | { readonly do: "run"; readonly calls: number }
  | { readonly do: "output" };

export type CallAnswer =
  | { readonly did: "input" }
  | { readonly did: "run"; readonly nanoseconds: number }
  | { readonly did: "output"; readonly output: Uint8Array };

/** A plugin in a process of its own. */
export class PluginProcess<
  Command extends object,
  Answer extends { readonly did: string },
> extends CommandedProcess<Command | CallCommand, Answer | CallAnswer> {
  /** Replaces the input. */
  async setInput(input: Uint8Array): Promise<void> {
    await this.#calls.ask({ do: "input", input }, "input");
  }

  /** Makes so many calls, one after the other; the nanoseconds that took. */
  async run(calls: number): Promise<number> {
    return (await this.#calls.ask({ do: "run", calls }, "run")).nanoseconds;
  }

  /** The output of one call. */
  async output(): Promise<Uint8Array> {
    return new Uint8Array((await this.#calls.ask({ do: "output" }, "output")).output);
  }

  /** This process as one of these commands alone: among answers that a subclass adds, TypeScript cannot pick. */
  get #calls(): CommandedProcess<CallCommand, CallAnswer> {
    return this as unknown as CommandedProcess<CallCommand, CallAnswer>;
  }
}
