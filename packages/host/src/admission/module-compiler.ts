import { setImmediate as nextTurn } from "node:timers/promises";
import { prepareModule, type Preparation } from "../module/index.ts";
import type { CompileBudget } from "./compile-budget.ts";
import type { CompilerThread } from "./compiler-thread.ts";
import type { CompilerRequest } from "./compiler-worker.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";

/** Up to here a module takes some milliseconds at once: less than the trip to another thread. */
const atOnceBytes = 256 * 1024;
const atOnceCost = 1024 * 1024;

/**
 * Reads, prepares and compiles modules without keeping the host's thread busy: small ones at once, as many as one of the largest
 * of them in a turn of the event loop, the others in a thread of its own.
 */
export class ModuleCompiler implements AsyncDisposable {
  /** Loaded with the first module that takes it. */
  #thread: Promise<CompilerThread> | undefined;
  /** What this turn has taken of what it may. */
  #shareTaken = 0;

  /** @throws ModuleFormatError, CompileTimeout */
  async read(bytes: Uint8Array, budget: CompileBudget): Promise<ModuleReading> {
    if (isSmall(bytes, 0, budget)) {
      await this.#room(bytes, 0);
      return readModule(bytes);
    }
    return (await this.#send({ kind: "read", bytes }, budget)) as ModuleReading;
  }

  /**
   * The binary as the host runs it, for who compiles it elsewhere.
   *
   * @param cost of compiling the module it is made from
   * @throws ModuleFormatError, CompileTimeout
   */
  async prepare(
    preparation: Preparation,
    cost: number,
    budget: CompileBudget,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (isSmall(preparation.bytes, cost, budget)) {
      await this.#room(preparation.bytes, cost);
      return prepareModule(preparation);
    }
    return (await this.#send({ kind: "prepare", ...preparation }, budget)) as Uint8Array<ArrayBuffer>;
  }

  /**
   * The binary as the host runs it, compiled.
   *
   * @throws ModuleFormatError, WebAssembly.CompileError, CompileTimeout
   */
  async compile(preparation: Preparation, cost: number, budget: CompileBudget): Promise<WebAssembly.Module> {
    if (isSmall(preparation.bytes, cost, budget)) {
      await this.#room(preparation.bytes, cost);
      return new WebAssembly.Module(prepareModule(preparation));
    }
    return (await this.#send({ kind: "compile", ...preparation }, budget)) as WebAssembly.Module;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#thread)?.[Symbol.asyncDispose]();
  }

  /** Waits for a turn in which others have not taken too much to do a small module as well. */
  async #room(bytes: Uint8Array, cost: number): Promise<void> {
    const share = shareOf(bytes, cost);
    while (this.#shareTaken > 0 && this.#shareTaken + share > 1) await nextTurn();
    if (this.#shareTaken === 0) setImmediate(() => void (this.#shareTaken = 0));
    this.#shareTaken += share;
  }

  async #send(request: CompilerRequest, budget: CompileBudget): Promise<unknown> {
    this.#thread ??= import("./compiler-thread.ts").then(({ CompilerThread: Thread }) => new Thread());
    return (await this.#thread).send(request, budget);
  }
}

function isSmall(bytes: Uint8Array, cost: number, { background = false }: CompileBudget): boolean {
  return shareOf(bytes, cost) <= 1 && !background;
}

/** How much of what may be done at once a module takes. */
function shareOf({ length }: Uint8Array, cost: number): number {
  return Math.max(length / atOnceBytes, cost / atOnceCost);
}
