import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ModuleFormatError, prepareModule } from "../module/index.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";
import type { CompilerReply, CompilerRequest, Preparation } from "./compiler-worker.ts";

// Relative to dist/, where this file's code is bundled into.
const entryPoint = new URL("./compiler.js", import.meta.url);

/** Up to here each of them at once takes some milliseconds: less than the trip to another thread. */
const atOnceBytes = 256 * 1024;
const atOnceCost = 1024 * 1024;

/** Reading or compiling a module took longer than it may. */
export class CompileTimeout extends Error {
  override readonly name = "CompileTimeout";
}

/** How long somebody waits for a module. */
export interface CompileBudget {
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Whether even small modules are left to the other thread: calls of other plugins come first. */
  readonly background?: boolean;
}

/**
 * Reads, prepares and compiles modules without keeping the host's thread busy: small ones at once, the others in a thread of
 * its own, which is ended when it takes too long.
 */
export class ModuleCompiler implements AsyncDisposable {
  #idle: Worker | undefined;
  readonly #ending = new Set<Promise<unknown>>();

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
    if (isSmall(preparation, cost, budget)) return prepared(preparation);
    return (await this.#send({ kind: "prepare", ...preparation }, budget)) as Uint8Array<ArrayBuffer>;
  }

  /**
   * The binary as the host runs it, compiled.
   *
   * @throws ModuleFormatError, WebAssembly.CompileError, CompileTimeout
   */
  async compile(preparation: Preparation, cost: number, budget: CompileBudget): Promise<WebAssembly.Module> {
    if (isSmall(preparation, cost, budget)) return new WebAssembly.Module(prepared(preparation));
    return (await this.#send({ kind: "compile", ...preparation }, budget)) as WebAssembly.Module;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#idle !== undefined) this.#end(this.#idle);
    await Promise.all(this.#ending);
  }

  async #send(request: CompilerRequest, { deadlineAt }: CompileBudget): Promise<unknown> {
    // One that ended while nobody needed it would never answer.
    const alive = this.#idle !== undefined && this.#idle.threadId !== -1;
    const worker = alive ? this.#idle! : startWorker();
    this.#idle = undefined;
    worker.ref();
    const waiting = new AbortController();
    const timer = setTimeout(
      () => waiting.abort(new CompileTimeout()),
      Math.max(0, deadlineAt - performance.now()),
    );
    try {
      worker.postMessage(request);
      // Rejects with the worker's error when it fails; a worker that exits without a word has been ended by V8.
      const [reply] = (await Promise.race([
        once(worker, "message", { signal: waiting.signal }),
        once(worker, "exit", { signal: waiting.signal }).then(() => {
          throw new ModuleFormatError("excessive", "its compiler ran out of memory", request.bytes.length);
        }),
      ])) as [CompilerReply];
      this.#keep(worker);
      return valueOf(reply);
    } catch (error) {
      if (this.#idle !== worker) this.#end(worker);
      throw waiting.signal.aborted ? waiting.signal.reason : error;
    } finally {
      clearTimeout(timer);
      waiting.abort();
    }
  }

  #keep(worker: Worker): void {
    worker.unref();
    if (this.#idle === undefined) this.#idle = worker;
    else this.#end(worker);
  }

  #end(worker: Worker): void {
    if (this.#idle === worker) this.#idle = undefined;
    worker.unref();
    const ending = worker.terminate().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

function isSmall({ bytes }: Preparation, cost: number, { background = false }: CompileBudget): boolean {
  return bytes.length <= atOnceBytes && cost <= atOnceCost && !background;
}

function prepared({ bytes, shape, sites, options }: Preparation): Uint8Array<ArrayBuffer> {
  return prepareModule(bytes, shape, sites, options);
}

function valueOf(reply: CompilerReply): unknown {
  if (reply.kind === "done") return reply.value;
  if (reply.kind === "format") throw new ModuleFormatError(reply.why, reply.problem, reply.offset);
  throw new WebAssembly.CompileError(reply.message);
}

function startWorker(): Worker {
  // Nothing of the host's environment, arguments or loader hooks reaches it.
  return new Worker(entryPoint, {
    name: "vial compiler",
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
}
