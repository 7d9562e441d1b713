import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ModuleFormatError } from "../module/index.ts";
import { CompileTimeout, type CompileBudget } from "./compile-budget.ts";
import type { CompilerReply, CompilerRequest } from "./compiler-worker.ts";

// Relative to dist/, where this file's code is bundled into.
const entryPoint = new URL("./compiler.js", import.meta.url);

/** A compiler in a thread of its own, which is ended when it takes too long. */
export class CompilerThread implements AsyncDisposable {
  #idle: Worker | undefined;
  readonly #ending = new Set<Promise<unknown>>();

  /** @throws ModuleFormatError, WebAssembly.CompileError, CompileTimeout */
  async send(request: CompilerRequest, { deadlineAt }: CompileBudget): Promise<unknown> {
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

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#idle !== undefined) this.#end(this.#idle);
    await Promise.all(this.#ending);
  }
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
