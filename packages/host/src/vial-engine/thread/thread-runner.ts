import { MessageChannel, receiveMessageOnPort, type MessagePort, type Worker } from "node:worker_threads";
import type { Call, FailureScope, PluginSpec, Runner } from "../../engine/engine.ts";
import type { CallContext, HostFunctions } from "../../engine/host-function.ts";
import type { HttpSession } from "../../engine/http/http-session.ts";
import { cpuLimitExceeded, watchCpuTime } from "../../engine/cpu-time.ts";
import { watchInterruption } from "../../engine/interruption.ts";
import { outputTooLarge } from "../../engine/output-limit.ts";
import { logMessage } from "../../engine/plugin-log.ts";
import { PluginError } from "../../plugin-error.ts";
import { ActiveCall } from "../active-call.ts";
import { callHost } from "../host-call.ts";
import { createKernelMemory, Kernel, kernelModule, quickBytes } from "../kernel.ts";
import type { LinkPlan } from "../link-plan.ts";
import { remoteFunctions, settled, type RemoteFunction } from "../remote-functions.ts";
import { Mailbox, mailboxBytes, turn } from "./mailbox.ts";
import { fromFailure, type StartMessage, type WorkerMessage } from "./messages.ts";
import { Patience } from "./patience.ts";
import type { WorkerObedience } from "./worker-obedience.ts";

export interface ThreadRunnerOptions {
  readonly spec: PluginSpec;
  readonly plan: LinkPlan;
  readonly functions: HostFunctions;
  readonly http: HttpSession | undefined;
  readonly worker: Worker;
  readonly obedience: WorkerObedience;
}

/** How long closing waits for a worker to end, in milliseconds. A loop of bulk memory operations may go on for longer. */
const closeGraceMs = 250;

/**
 * The supervisor of one worker. It hands the worker a call at a time and answers the caller: with the output, with
 * the failure, or, when the worker does not answer in time or dies, with an error of its own; such a worker is
 * killed and never used again, so that nothing late can reach another call.
 */
export class ThreadRunner implements Runner {
  readonly #spec: PluginSpec;
  readonly #worker: Worker;
  readonly #obedience: WorkerObedience;
  readonly #mailbox: Mailbox;
  readonly #kernel: Kernel;
  readonly #port: MessagePort;
  readonly #functions: readonly RemoteFunction[];
  readonly #exports: readonly string[];
  readonly #active: ActiveCall;
  readonly #http: HttpSession | undefined;
  readonly #patience = new Patience();
  #usable = true;
  /** Whether the worker was told to wipe the kernel's memory and nobody has seen the end of it. */
  #wipes = false;
  #ended: Promise<unknown> | undefined;
  /** Ends the wait for the worker with an error. */
  #interrupt: (error: PluginError) => void = () => {};

  /** Gives the worker its plugin. Call {@link start} before anything else. */
  constructor({ spec, plan, functions, http, worker, obedience }: ThreadRunnerOptions) {
    this.#spec = spec;
    this.#worker = worker;
    this.#obedience = obedience;
    this.#http = http;
    this.#active = new ActiveCall(spec.name, spec.version);
    this.#functions = remoteFunctions(plan, functions);
    this.#exports = [...plan.callable];
    this.#mailbox = new Mailbox(new SharedArrayBuffer(mailboxBytes(maxArguments(plan))));
    this.#kernel = new Kernel(kernelModule(true), createKernelMemory(spec.limits.memoryBytes, true));
    this.#kernel.reset();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    worker.on("error", (error) => this.#crashed(error)).on("exit", () => this.#crashed(undefined));
    worker.unref();

    this.#mailbox.turn = turn.call;
    const { name, version, state, config, limits, logLevel, reproducible } = spec;
    const message: StartMessage = {
      spec: { name, version, state, config, limits, logLevel, reproducible },
      plan: { ...plan, suspends: false },
      exports: this.#exports,
      functions: this.#functions.map(({ imported }) => imported),
      mailbox: this.#mailbox.buffer,
      kernelModule: kernelModule(true),
      kernelMemory: this.#kernel.memory,
      port: port2,
    };
    worker.postMessage(message, [port2]);
  }

  get usable(): boolean {
    return this.#usable;
  }

  get begun(): boolean {
    return this.#mailbox.begun;
  }

  get memoryBytes(): number {
    return this.#kernel.memory.buffer.byteLength + this.#mailbox.memoryBytes;
  }

  /** Waits until the plugin's instances are there. */
  async start(): Promise<void> {
    const deadlineAt = performance.now() + this.#spec.limits.startMs;
    try {
      await this.#outcome({ deadlineAt, signal: undefined });
      this.#settle();
    } finally {
      this.#active.end();
    }
    this.#wipe();
  }

  run(call: Call): Uint8Array | Promise<Uint8Array> {
    this.#active.begin(call);
    this.#http?.begin(call);
    this.#mailbox.begun = false;
    if (this.#wipes) return this.#wiped(call).then(() => this.#start(call));
    return this.#start(call);
  }

  #start(call: Call): Uint8Array | Promise<Uint8Array> {
    this.#setInput(call.input);
    this.#mailbox.setCall(this.#exports.indexOf(call.exportName), call.cpuMs !== undefined);
    this.#mailbox.passToWorker(turn.call);
    if (this.#patience.changes(this.#mailbox, turn.call) && this.#mailbox.turn === turn.done)
      return this.#collect(call);
    return this.#outcome(call).then(() => this.#collect(call));
  }

  async close(): Promise<void> {
    this.#kill();
    const { promise: grace, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, closeGraceMs);
    await Promise.race([this.#ended, grace]);
    clearTimeout(timer);
  }

  /** Serves the worker's host calls until it is done. */
  async #outcome(call: Pick<Call, "deadlineAt" | "signal" | "cpuMs">): Promise<void> {
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    this.#interrupt = (error) => {
      this.#kill();
      reject(error);
    };
    using _watch = watchInterruption(call, this.#scope(), this.#interrupt);
    using _cpu = this.#watchCpu(call.cpuMs);
    interrupted.catch(() => {});
    try {
      for (let now = this.#mailbox.turn; now !== turn.done; now = this.#mailbox.turn) {
        const next = now === turn.hostCall ? this.#serve() : this.#mailbox.changed(now);
        await Promise.race([next, interrupted]);
        if (!this.#usable) await interrupted;
      }
    } finally {
      this.#interrupt = () => {};
    }
  }

  #watchCpu(cpuMs: number | undefined): Disposable | undefined {
    if (cpuMs === undefined) return undefined;
    const took = async (): Promise<number | undefined> => {
      // Before Node 24.6 nobody can tell from here; the call is measured when it is over.
      if (typeof this.#worker.cpuUsage !== "function") return undefined;
      const { user, system } = await this.#worker.cpuUsage();
      const from = this.#mailbox.cpuFromMs;
      return Number.isNaN(from) ? 0 : (user + system) / 1000 - from;
    };
    return watchCpuTime(cpuMs, took, () => this.#interrupt(cpuLimitExceeded(this.#scope(), cpuMs)));
  }

  /** Runs one host function for the worker. */
  async #serve(): Promise<void> {
    const { functionIndex, values } = this.#mailbox.hostCall();
    const { imported, call } = this.#functions[functionIndex]!;
    const context = (): CallContext => this.#active.context(this.#kernel);
    const [ok, value] = await settled(() => callHost(this.#active, imported, call, context, values));
    if (!this.#usable) return;
    this.#mailbox.setHostReply(ok, value);
    this.#mailbox.passToWorker(turn.hostReply);
  }

  #setInput(input: Uint8Array): void {
    try {
      this.#active.attempt("The input", () => this.#kernel.setInput(input));
    } catch (error) {
      this.#kernel.reset();
      throw error;
    }
  }

  #collect({ cpuMs }: Call): Uint8Array {
    try {
      if (cpuMs !== undefined && this.#mailbox.cpuTookMs > cpuMs) throw this.#spent(cpuMs);
      this.#settle();
      const length = this.#active.attempt("The output", () => this.#kernel.outputLength());
      const { outputBytes } = this.#spec.limits;
      if (length <= outputBytes) return this.#kernel.output();
      throw outputTooLarge(length, outputBytes, this.#active);
    } finally {
      this.#active.end();
      this.#wipe();
    }
  }

  /** Leaves nothing of the call for the next one. Where that takes long, the worker does it. */
  #wipe(): void {
    if (this.#kernel.allocatedBytes <= quickBytes) return this.#kernel.reset();
    this.#wipes = true;
    this.#mailbox.passToWorker(turn.wipe);
  }

  /** Waits until the worker has wiped. */
  async #wiped(call: Call): Promise<void> {
    await this.#outcome({ deadlineAt: call.deadlineAt, signal: call.signal });
    this.#mailbox.turn = turn.idle;
    this.#wipes = false;
  }

  /** The error for a call that ended before anybody saw that it took too much. */
  #spent(cpuMs: number): PluginError {
    this.#mailbox.turn = turn.idle;
    if (this.#mailbox.hasMessages) this.#receive();
    return cpuLimitExceeded(this.#scope(), cpuMs);
  }

  /** Takes the worker's messages; throws the failure it reported, or the host's own that led to it. */
  #settle(): void {
    this.#mailbox.turn = turn.idle;
    const failure = this.#mailbox.hasMessages ? this.#receive() : undefined;
    if (this.#mailbox.failed) throw this.#active.failure ?? failure ?? this.#crash(undefined);
  }

  #receive(call = this.#active.call): PluginError | undefined {
    let failure: PluginError | undefined;
    for (
      let next = receiveMessageOnPort(this.#port);
      next !== undefined;
      next = receiveMessageOnPort(this.#port)
    ) {
      const message = next.message as WorkerMessage;
      if (message.kind === "failure") failure = fromFailure(message.failure);
      else logMessage(this.#spec, call, message);
    }
    return failure;
  }

  #crashed(error: unknown): void {
    // Interrupting ends the worker and resets what the error tells of the call, so the error comes first.
    const crash = this.#crash(error);
    this.#interrupt(crash);
    this.#kill();
  }

  #crash(cause: unknown): PluginError {
    const message = "The plugin's worker ended unexpectedly. Another one takes over.";
    return new PluginError("WORKER_CRASHED", message, { ...this.#scope(), cause });
  }

  #kill(): void {
    if (!this.#usable) return;
    this.#usable = false;
    const { call } = this.#active;
    this.#active.end();
    this.#receive(call);
    this.#port.close();
    this.#mailbox.release();
    this.#ended = this.#worker.terminate();
    this.#obedience.watch(this.#worker, this.#ended);
  }

  #scope(): FailureScope {
    const { plugin, version, phase } = this.#active;
    return { plugin, version, phase };
  }
}

function maxArguments(plan: LinkPlan): number {
  const counts = plan.modules.flatMap(({ imports }) =>
    imports.map((each) => (each.kind === "function" ? each.signature.parameters.length : 0)),
  );
  return Math.max(1, ...counts);
}
