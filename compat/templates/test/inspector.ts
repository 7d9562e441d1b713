/** What a debugger is told of a piece of code. */
export interface Script {
  readonly scriptId: string;
  readonly scriptLanguage?: string;
  readonly codeOffset?: number;
  readonly sourceMapURL?: string;
  readonly debugSymbols?: readonly { readonly type: string }[];
}

/** Where a program stands. */
export interface Pause {
  readonly callFrames: readonly {
    readonly functionName: string;
    readonly location: { readonly scriptId: string; readonly columnNumber: number };
  }[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A debugger as editors have it: it speaks the inspector's protocol (https://chromedevtools.github.io/devtools-protocol). */
export class Inspector {
  readonly scripts: Script[] = [];
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #pauses: Pause[] = [];
  #paused: ((pause: Pause) => void) | undefined;
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data)) as Message));
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error(`nobody answers at ${url}`)), { once: true });
    await promise;
    return new Inspector(socket);
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<Message>();
    this.#answers.set(++this.#sent, resolve);
    this.#socket.send(JSON.stringify({ id: this.#sent, method, params }));
    const { result, error } = await promise;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** The next place where the program stops. */
  async paused(): Promise<Pause> {
    const early = this.#pauses.shift();
    if (early) return early;
    const { promise, resolve } = Promise.withResolvers<Pause>();
    this.#paused = resolve;
    return await promise;
  }

  close(): void {
    this.#socket.close();
  }

  #receive({ id, method, params, ...answer }: Message): void {
    if (id !== undefined) this.#answers.get(id)?.(answer);
    else if (method === "Debugger.scriptParsed") this.scripts.push(params as Script);
    else if (method === "Debugger.paused") {
      const pause = params as Pause;
      if (this.#paused) this.#paused(pause);
      else this.#pauses.push(pause);
      this.#paused = undefined;
    }
  }
}
