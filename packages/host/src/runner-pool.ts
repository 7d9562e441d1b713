import type { Call, CompiledPlugin, FailureScope, Runner } from "./engine/engine.ts";
import { callAborted, deadlineExceeded, watchInterruption } from "./engine/interruption.ts";
import { PluginError } from "./plugin-error.ts";

interface PoolOptions {
  readonly scope: FailureScope;
  readonly concurrency: number;
  readonly maxQueued: number;
}

/** A call with the moment at which a runner got it. */
export interface PooledCall extends Call {
  ranAt: number;
}

interface QueuedCall {
  readonly call: PooledCall;
  readonly resolve: (output: Uint8Array | Promise<Uint8Array>) => void;
  readonly reject: (error: unknown) => void;
  readonly watch: Disposable;
}

/** The runners of one plugin. A call goes to a free one, or waits its turn; a runner that failed is replaced. */
export class RunnerPool {
  readonly #compiled: CompiledPlugin;
  readonly #options: PoolOptions;
  readonly #idle: Runner[] = [];
  readonly #runners = new Set<Runner>();
  readonly #queue = new Set<QueuedCall>();
  readonly #closing = new Set<Promise<void>>();
  #starting = 0;
  #running = 0;
  #onDrained: (() => void) | undefined;

  constructor(compiled: CompiledPlugin, options: PoolOptions) {
    this.#compiled = compiled;
    this.#options = options;
  }

  /** Starts the first runner, so that a plugin that cannot start fails to load. */
  async prepare(): Promise<void> {
    this.#add(await this.#compiled.createRunner());
  }

  /** Runs a call, at once when a runner is free. Notes in `call.ranAt` when a wait was over. */
  run(call: PooledCall): Uint8Array | Promise<Uint8Array> {
    if (call.signal?.aborted === true) throw callAborted(this.#options.scope, call.signal);
    const runner = this.#takeIdle();
    return runner === undefined ? this.#enqueue(call) : this.#runOn(runner, call);
  }

  get memoryBytes(): number {
    return [...this.#runners].reduce((sum, runner) => sum + runner.memoryBytes, 0);
  }

  get size(): number {
    return this.#runners.size;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Waits for the calls that were accepted, then ends all runners. No call may be made meanwhile. */
  async close(): Promise<void> {
    if (this.#running + this.#queue.size + this.#starting > 0) {
      await new Promise<void>((resolve) => (this.#onDrained = resolve));
    }
    for (const runner of this.#runners) this.#discard(runner);
    await Promise.all(this.#closing);
  }

  #takeIdle(): Runner | undefined {
    for (let runner = this.#idle.pop(); runner !== undefined; runner = this.#idle.pop()) {
      if (runner.usable) return runner;
      this.#discard(runner);
    }
    return undefined;
  }

  #runOn(runner: Runner, call: Call): Uint8Array | Promise<Uint8Array> {
    this.#running++;
    let output: Uint8Array | Promise<Uint8Array>;
    try {
      output = runner.run(call);
    } catch (error) {
      this.#release(runner);
      throw error;
    }
    if (output instanceof Promise) return output.finally(() => this.#release(runner));
    this.#release(runner);
    return output;
  }

  #release(runner: Runner): void {
    this.#running--;
    if (runner.usable) this.#idle.push(runner);
    else this.#discard(runner);
    if (this.#queue.size > 0) this.#dispatch();
    this.#checkDrained();
  }

  #enqueue(call: PooledCall): Promise<Uint8Array> {
    const { scope, maxQueued } = this.#options;
    // A call for which a runner can still be started does not wait for another call.
    const startable = this.#options.concurrency - this.#runners.size;
    if (this.#queue.size >= maxQueued + startable) {
      const message = `${maxQueued} calls of the plugin are waiting already (limits.queuedCalls). Call again later, or raise concurrency.`;
      throw new PluginError("QUEUE_FULL", message, scope);
    }
    return new Promise((resolve, reject) => {
      const watch = watchInterruption(call, scope, (error) => {
        this.#queue.delete(queued);
        reject(error);
        this.#checkDrained();
      });
      const queued: QueuedCall = { call, resolve, reject, watch };
      this.#queue.add(queued);
      this.#dispatch();
    });
  }

  /** Gives waiting calls to free runners, and starts runners while there are too few. */
  #dispatch(): void {
    for (const queued of this.#queue) {
      const runner = this.#takeIdle();
      if (runner === undefined) break;
      this.#queue.delete(queued);
      this.#start(queued, runner);
    }
    const wanted = Math.min(this.#queue.size, this.#options.concurrency - this.#runners.size);
    while (this.#starting < wanted) this.#startRunner();
  }

  #start({ call, resolve, reject, watch }: QueuedCall, runner: Runner): void {
    watch[Symbol.dispose]();
    call.ranAt = performance.now();
    // A runner that answers at once would otherwise answer a long queue in one go, on one stack.
    this.#running++;
    queueMicrotask(() => {
      if (performance.now() > call.deadlineAt) {
        reject(deadlineExceeded(this.#options.scope));
        return this.#release(runner);
      }
      this.#running--;
      try {
        resolve(this.#runOn(runner, call));
      } catch (error) {
        reject(error);
      }
    });
  }

  #startRunner(): void {
    this.#starting++;
    this.#compiled.createRunner().then(
      (runner) => {
        this.#starting--;
        this.#add(runner);
        this.#dispatch();
        this.#checkDrained();
      },
      (error: unknown) => {
        this.#starting--;
        // Whoever has waited longest learns of it; the others get a runner of their own attempt.
        const [first] = this.#queue;
        if (first !== undefined) {
          this.#queue.delete(first);
          first.watch[Symbol.dispose]();
          first.reject(error);
        }
        this.#dispatch();
        this.#checkDrained();
      },
    );
  }

  #add(runner: Runner): void {
    this.#runners.add(runner);
    this.#idle.push(runner);
  }

  #discard(runner: Runner): void {
    this.#runners.delete(runner);
    const closing = runner.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #checkDrained(): void {
    if (this.#running + this.#queue.size + this.#starting === 0) this.#onDrained?.();
  }
}
