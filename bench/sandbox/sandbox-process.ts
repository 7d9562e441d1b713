import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TierWatch } from "../measure/warm-up.ts";
import type { Answer, CallSplit, Command, PluginSetup } from "./messages.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));

/** The plugin's process failed: an error of the host's, by its code, or what the process said when it ended. */
export class SandboxProcessError extends Error {
  override readonly name: string = "SandboxProcessError";
}

type AnswerTo<Did extends Answer["did"]> = Extract<Answer, { readonly did: Did }>;

/**
 * A plugin in a host in a process of its own, as its native counterpart has one: neither has the other's heap, nor the
 * harness's. V8 there logs what its compilers finish, so that {@link SandboxProcess.tiers} tells when it has gone quiet.
 */
export class SandboxProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #ended: SandboxProcessError | undefined;
  #waiting:
    { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  #said = "";
  #log = "";
  #optimised = 0;

  private constructor() {
    this.#child = fork(serve, [], {
      serialization: "advanced",
      execArgv: ["--trace-wasm-compilation-times"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child.on("message", (answer: Answer) => this.#settle(answer));
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.#child.stdout!.setEncoding("latin1").on("data", (text: string) => this.#count(text));
    this.#child.on("error", (error) => this.#end(error.message));
    this.#child.on("close", (code, signal) =>
      this.#end(`ended with ${code ?? signal}. ${this.#said.trim()}`),
    );
  }

  /** Starts a process and loads a plugin in it. */
  static async start(
    plugin: PluginSetup,
    input: Uint8Array,
  ): Promise<{ readonly sandbox: SandboxProcess; readonly load: AnswerTo<"load"> }> {
    const sandbox = new SandboxProcess();
    try {
      return { sandbox, load: await sandbox.#ask({ do: "load", plugin, input }, "load") };
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Replaces the input. */
  async setInput(input: Uint8Array): Promise<void> {
    await this.#ask({ do: "input", input }, "input");
  }

  /** Makes so many calls, one after the other; the nanoseconds that took. */
  async run(calls: number): Promise<number> {
    return (await this.#ask({ do: "run", calls }, "run")).nanoseconds;
  }

  /** The output of one call. */
  async output(): Promise<Uint8Array> {
    return new Uint8Array((await this.#ask({ do: "output" }, "output")).output);
  }

  /** Where the time of a call goes. */
  async split(calls: number): Promise<CallSplit> {
    return (await this.#ask({ do: "split", calls }, "split")).split;
  }

  /** How many functions V8's optimising compiler has finished. */
  readonly tiers: TierWatch = { optimised: () => this.#optimised };

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended !== undefined) return;
    const closed = new Promise<void>((resolve) => this.#child.once("close", () => resolve()));
    // The child hangs up: `close` does not come when this side does.
    this.#child.send({ do: "end" } satisfies Command);
    await closed;
  }

  async #ask<Did extends Answer["did"]>(command: Command, did: Did): Promise<AnswerTo<Did>> {
    if (this.#ended !== undefined) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting = { resolve, reject };
    this.#child.send(command);
    const answer = await promise;
    if (answer.did === "fail") throw new SandboxProcessError(answer.message);
    if (answer.did !== did) throw new SandboxProcessError(`answered ${command.do} with ${answer.did}`);
    return answer as AnswerTo<Did>;
  }

  #settle(answer: Answer): void {
    this.#waiting?.resolve(answer);
    this.#waiting = undefined;
  }

  #end(why: string): void {
    this.#ended ??= new SandboxProcessError(`the plugin's process ${why}`);
    this.#waiting?.reject(this.#ended);
  }

  /** Counts lines such as `Compiled function 0xdadcb30#8 using TurboFan, took 15357 μs …`. */
  #count(text: string): void {
    const lines = (this.#log + text).split("\n");
    this.#log = lines.pop() ?? "";
    this.#optimised += lines.filter((line) => line.includes(" using TurboFan,")).length;
  }
}
