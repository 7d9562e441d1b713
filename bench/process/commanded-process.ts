import { type ChildProcess, fork } from "node:child_process";

/** The process failed: by an answer that says so, or with what it said when it ended. */
export class CommandedProcessError extends Error {
  override readonly name: string = "CommandedProcessError";
}

/** An answer to a command that could not be carried out. An error is one of the harness or a code, never a guest's text. */
export interface Failure {
  readonly did: "fail";
  readonly message: string;
}

/** How long a process may take to end, in milliseconds. All that it had to do is done, but Node has been seen to hang in its own exit. */
const endMs = 10_000;

interface Named {
  readonly did: string;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer | Failure) => void;
  readonly reject: (error: Error) => void;
}

/** A process of the harness that carries out one command after the other; `command-server.ts` is its other end. */
export class CommandedProcess<Command extends object, Answer extends Named> implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #name: string;
  #ended: CommandedProcessError | undefined;
  #waiting: Waiting<Answer> | undefined;
  #said = "";

  /** @param name What its errors call it. */
  constructor(
    program: string,
    { name, execArgv = [] }: { readonly name: string; readonly execArgv?: readonly string[] },
  ) {
    this.#name = name;
    this.#child = fork(program, [], {
      serialization: "advanced",
      execArgv: [...execArgv],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child.on("message", (answer: Answer | Failure) => {
      this.#waiting?.resolve(answer);
      this.#waiting = undefined;
    });
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.#child.stdout!.setEncoding("latin1").on("data", (text: string) => this.printed(text));
    this.#child.on("error", (error) => this.#end(error.message));
    this.#child.on("close", (code, signal) =>
      this.#end(`ended with ${code ?? signal}. ${this.#said.trim()}`),
    );
  }

  /**
   * Has it carry out a command.
   *
   * @throws CommandedProcessError when it cannot, or has ended.
   */
  async ask<Did extends Answer["did"]>(
    command: Command,
    did: Did,
  ): Promise<Extract<Answer, { readonly did: Did }>> {
    if (this.#ended !== undefined) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<Answer | Failure>();
    this.#waiting = { resolve, reject };
    this.#child.send(command);
    const answer = await promise;
    if (answer.did === "fail") throw new CommandedProcessError((answer as Failure).message);
    if (answer.did !== did)
      throw new CommandedProcessError(`${this.#name} answered with ${answer.did}, not ${did}`);
    return answer as Extract<Answer, { readonly did: Did }>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended !== undefined) return;
    const closed = new Promise<void>((resolve) => this.#child.once("close", () => resolve()));
    // The child hangs up: `close` does not come when this side does.
    this.#child.send({ do: "end" });
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), endMs);
    await closed;
    clearTimeout(timer);
  }

  /** Gets what it prints to standard output. */
  protected printed(_text: string): void {}

  #end(why: string): void {
    this.#ended ??= new CommandedProcessError(`${this.#name} ${why}`);
    this.#waiting?.reject(this.#ended);
  }
}
