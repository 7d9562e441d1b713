import type { Call, CompiledPlugin, FailureScope, Runner } from "./engine/engine.ts";
import { diedUnbegun } from "./engine/died-unbegun.ts";
import { callAborted, deadlineExceeded, watchInterruption } from "./engine/interruption.ts";
import { PluginError } from "./plugin-error.ts";
import { Quarantine } from "./quarantine.ts";

interface PoolOptions {
  readonly scope: FailureScope;
  readonly concurrency: number;
  readonly maxQueued: number;
}

/** A call with the moment at which a runner got it. */
export interface PooledCall extends Call {
  ranAt: number;
  /** How often it was given to a runner whose worker turned out to be dead. */
  missed?: number;
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
  readonly #quarantine: Quarantine;
  #starting = 0;
  #closed = false;
  #running = 0;
  #onDrained: (() => void) | undefined;

  constructor(compiled: CompiledPlugin, options: PoolOptions) {
    this.#compiled = compiled;
    this.#options = options;
    this.#quarantine = new Quarantine(options.scope);
  }

  /** Starts the first runners, so that a plugin that cannot start fails to load, and its first callers do not wait. */
  async prepare(count = 1): Promise<void> {
    const wanted = Math.min(count, this.#options.concurrency);
    const starts = await Promise.allSettled(
      Array.from({ length: wanted }, () => this.#compiled.createRunner()),
    );
    for (const start of starts) if (start.status === "fulfilled") this.#add(start.value);
    const failed = starts.find((start) => start.status === "rejected");
    if (failed === undefined) return;
    await this.close();
    throw failed.reason;
  }

  /** Runs a call, at once when a runner is free. Notes in `call.ranAt` when a wait was over. */
  run(call: PooledCall): Uint8Array | Promise<Uint8Array> {
    if (call.signal?.aborted === true) throw callAborted(this.#options.scope, call.signal);
    const refusal = this.#quarantine.refusal();
    if (refusal !== undefined) throw refusal;
    const runner = this.#takeIdle();
    return runner === undefined ? this.#enqueue(call) : this.#runOn(runner, call);
  }

  get memoryBytes(): number {
    return [...this.#runners].reduce((sum, runner) => sum + runner.memoryBytes, 0);
  }

  get size(): number {
    return this.#runners.size;
  }

  /** Calls that were accepted and have no answer yet. */
  get pending(): number {
    return this.#running + this.#queue.size;
  }

  /** For how long calls are refused, in milliseconds; 0 when they are not. */
  get quarantineMs(): number {
    return this.#quarantine.remainingMs;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Waits for the calls that were accepted, then ends all runners. No call may be made meanwhile. */
  async close(): Promise<void> {
    this.#closed = true;
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

  #runOn(runner: Runner, call: PooledCall): Uint8Array | Promise<Uint8Array> {
    this.#running++;
    let output: Uint8Array | Promise<Uint8Array>;
    try {
      output = runner.run(call);
    } catch (error) {
      this.#release(runner, error);
      throw error;
    }
    if (output instanceof Promise) {
      return output.then(
        (bytes) => {
          this.#release(runner);
          return bytes;
        },
        (error: unknown) => {
          const again = this.#again(runner, call, error);
          this.#release(runner, error, again !== undefined);
          if (again === undefined) throw error;
          return again;
        },
      );
    }
    this.#release(runner);
    return output;
  }

  /** Another attempt at a call that the plugin has certainly not begun. All runners there were may have died, but not each new one as well. */
  #again(runner: Runner, call: PooledCall, error: unknown): Promise<Uint8Array> | undefined {
    const { missed = 0, signal } = call;
    if (!diedUnbegun(runner, error) || missed >= this.#options.concurrency || signal?.aborted)
      return undefined;
    call.missed = missed + 1;
    return this.#wait(call, true);
  }

  #release(runner: Runner, error?: unknown, repeated = false): void {
    this.#running--;
    if (runner.usable) {
      this.#idle.push(runner);
      this.#quarantine.succeeded();
    } else {
      this.#discard(runner);
      const byCaller = error instanceof PluginError && error.code === "CALL_ABORTED";
      if (!byCaller && !repeated) this.#noteFailure();
      this.#replace();
    }
    if (this.#queue.size > 0) this.#dispatch();
    this.#checkDrained();
  }

  /** Starts a runner in the place of the last one that was lost, so that the next caller does not wait for it. */
  #replace(): void {
    const idle = this.#runners.size + this.#starting === 0 && this.#queue.size === 0;
    if (idle && !this.#closed && this.#quarantine.remainingMs === 0) this.#startRunner();
  }

  /** Once the plugin is in quarantine, whoever waits is refused as well. */
  #noteFailure(): void {
    this.#quarantine.failed();
    const refusal = this.#quarantine.refusal();
    if (refusal === undefined) return;
    for (const { watch, reject } of this.#queue) {
      watch[Symbol.dispose]();
      reject(refusal);
    }
    this.#queue.clear();
  }

  #enqueue(call: PooledCall): Promise<Uint8Array> {
    const { scope, maxQueued } = this.#options;
    // A call for which a runner can still be started does not wait for another call.
    const startable = this.#options.concurrency - this.#runners.size;
    if (this.#queue.size >= maxQueued + startable) {
      const message = `${maxQueued} calls of the plugin are waiting already (limits.queuedCalls). Call again later, or raise concurrency.`;
      throw new PluginError("QUEUE_FULL", message, scope);
    }
    return this.#wait(call);
  }

  /** Waits for a runner behind whoever waits already; a call that has had its turn does so in front of them. */
  #wait(call: PooledCall, inFront = false): Promise<Uint8Array> {
    const { scope } = this.#options;
    return new Promise((resolve, reject) => {
      const watch = watchInterruption(call, scope, (error) => {
        this.#queue.delete(queued);
        reject(error);
        this.#checkDrained();
      });
      const queued: QueuedCall = { call, resolve, reject, watch };
      const behind = inFront ? [...this.#queue] : [];
      for (const each of behind) this.#queue.delete(each);
      for (const each of [queued, ...behind]) this.#queue.add(each);
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
        this.#running--;
        this.#idle.push(runner);
        if (this.#queue.size > 0) this.#dispatch();
        return this.#checkDrained();
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
        this.#noteFailure();
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
