import { prepareModule, type Preparation } from "../module/index.ts";
import type { CompileBudget } from "./compile-budget.ts";
import type { CompilerThread } from "./compiler-thread.ts";
import type { CompilerRequest } from "./compiler-worker.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";

/** Up to here each of them at once takes some milliseconds: less than the trip to another thread. */
const atOnceBytes = 256 * 1024;
const atOnceCost = 1024 * 1024;

/**
 * Reads, prepares and compiles modules without keeping the host's thread busy: small ones at once, the others in a thread of
 * its own.
 */
export class ModuleCompiler implements AsyncDisposable {
  /** Loaded with the first module that takes it. */
  #thread: Promise<CompilerThread> | undefined;

  /** @throws ModuleFormatError, CompileTimeout */
  async read(bytes: Uint8Array, budget: CompileBudget): Promise<ModuleReading> {
    if (bytes.length <= atOnceBytes && budget.background !== true) return readModule(bytes);
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
    if (isSmall(preparation, cost, budget)) return prepareModule(preparation);
    return (await this.#send({ kind: "prepare", ...preparation }, budget)) as Uint8Array<ArrayBuffer>;
  }

  /**
   * The binary as the host runs it, compiled.
   *
   * @throws ModuleFormatError, WebAssembly.CompileError, CompileTimeout
   */
  async compile(preparation: Preparation, cost: number, budget: CompileBudget): Promise<WebAssembly.Module> {
    if (isSmall(preparation, cost, budget)) return new WebAssembly.Module(prepareModule(preparation));
    return (await this.#send({ kind: "compile", ...preparation }, budget)) as WebAssembly.Module;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#thread)?.[Symbol.asyncDispose]();
  }

  async #send(request: CompilerRequest, budget: CompileBudget): Promise<unknown> {
    this.#thread ??= import("./compiler-thread.ts").then(({ CompilerThread: Thread }) => new Thread());
    return (await this.#thread).send(request, budget);
  }
}

function isSmall({ bytes }: Preparation, cost: number, { background = false }: CompileBudget): boolean {
  return bytes.length <= atOnceBytes && cost <= atOnceCost && !background;
}
