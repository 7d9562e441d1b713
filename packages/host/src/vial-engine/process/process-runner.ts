import type { Call, FailureScope, PluginSpec, Runner } from "../../engine/engine.ts";
import type { CallContext, HostFunctions } from "../../engine/host-function.ts";
import type { HttpSession } from "../../engine/http/http-session.ts";
import { cpuLimitExceeded, watchCpuTime } from "../../engine/cpu-time.ts";
import { watchInterruption, type CallLimits } from "../../engine/interruption.ts";
import { logMessage } from "../../engine/plugin-log.ts";
import { PluginError } from "../../plugin-error.ts";
import { ActiveCall } from "../active-call.ts";
import { callHost } from "../host-call.ts";
import { gradually } from "../../gradually.ts";
import { kernelBinary, quickBytes } from "../kernel.ts";
import type { LinkPlan } from "../link-plan.ts";
import { remoteFunctions, settled, type RemoteFunction } from "../remote-functions.ts";
import { ProtocolBreach } from "./breach.ts";
import { decodeFailure, maxFailureBytes } from "./child-failure.ts";
import { endChild, leftUnread, type Child } from "./child-supply.ts";
import { encodeHeader, order, report, type Frame } from "./frame.ts";
import { FrameReader } from "./frame-reader.ts";
import { decodeHostCall, encodeHostReply } from "./host-call-frame.ts";
import { KernelMirror } from "./kernel-mirror.ts";
import { decodeLog, logFrameBytes } from "./log-frame.ts";
import type { PayloadWriter } from "./payload-writer.ts";
import { processCpuMs } from "./process-cpu.ts";
import { encodeStart } from "./start-frame.ts";

export interface ProcessRunnerOptions {
  readonly spec: PluginSpec;
  readonly plan: LinkPlan<Uint8Array<ArrayBuffer>>;
  readonly functions: HostFunctions;
  readonly http: HttpSession | undefined;
  readonly child: Child;
}

/** How long the socket of a child that has exited may still have something to say, in milliseconds: another process could hold its other end. */
const lastWordMs = 1_000;

/** What the child may say at present. */
type Turn = "starts" | "runs" | "waits for the host" | "is idle";

/**
 * The supervisor of one child process. It hands the child a call at a time and runs the host functions that the plugin
 * calls. It believes nothing the child says: a frame that is too long, not due or not well formed ends the child, and so
 * do a deadline and an abort. A child that was ended is never used again.
 */
export class ProcessRunner implements Runner {
  readonly #spec: PluginSpec;
  readonly #child: Child;
  readonly #functions: readonly RemoteFunction[];
  readonly #exports: readonly string[];
  readonly #active: ActiveCall;
  readonly #http: HttpSession | undefined;
  #kernel: KernelMirror | undefined;
  #turn: Turn = "starts";
  /** Whether the child has said anything since it was given its plugin or the last call. */
  #spoke = false;
  #usable = true;
  #ended: Promise<void> | undefined;
  #memoryBytes = 0;
  #logBytesLeft = 0;
  /** The child's CPU time when its call began, in milliseconds; absent where nobody tells. */
  #cpuFromMs: number | undefined;
  /** Whoever waits for the child. */
  #waiting: PromiseWithResolvers<Uint8Array> | undefined;

  /** Gives the child its plugin. Call {@link start} before anything else. */
  constructor({ spec, plan, functions, http, child }: ProcessRunnerOptions) {
    this.#spec = spec;
    this.#child = child;
    this.#http = http;
    this.#active = new ActiveCall(spec.name, spec.version);
    this.#functions = remoteFunctions(plan, functions);
    this.#exports = [...plan.callable];
    this.#kernel = this.#functions.length > 0 ? new KernelMirror(spec.limits.memoryBytes) : undefined;
    const reader = new FrameReader((kind, length) => this.#admit(kind, length));
    child.socket.on("data", (chunk: Buffer) => {
      this.#guarded(() => reader.push(chunk, (frame) => this.#receive(frame)));
    });
    child.socket.on("close", () => this.#crashed(undefined));
    child.process.on("error", (error) => this.#crashed(error)).on("exit", () => this.#exited());

    const { name, version, state, config, limits, logLevel, reproducible } = spec;
    const start = encodeStart({
      spec: { name, version, state, config, limits, logLevel, reproducible },
      plan,
      exports: this.#exports,
      functions: this.#functions.map(({ imported }) => imported),
      kernel: kernelBinary(false),
    });
    this.#send(order.start, start);
  }

  get usable(): boolean {
    // What can no longer be written to has ended, even if that is all that is known of it so far.
    return this.#usable && this.#child.socket.writable;
  }

  /** A child says that it has its plugin. It does not say so of a call, which would hold up every one; of those, the system knows. */
  get begun(): boolean {
    return this.#spoke || (this.#turn !== "starts" && !leftUnread(this.#child));
  }

  get memoryBytes(): number {
    return this.#memoryBytes + (this.#kernel?.memory.buffer.byteLength ?? 0);
  }

  /** Waits until the plugin's instances are there. */
  async start(): Promise<void> {
    const deadlineAt = performance.now() + this.#spec.limits.startMs;
    await this.#outcome("starts", { deadlineAt, signal: undefined });
  }

  run(call: Call): Promise<Uint8Array> {
    this.#active.begin(call);
    this.#http?.begin(call);
    this.#spoke = false;
    if (call.cpuMs !== undefined) this.#cpuFromMs = processCpuMs(this.#child.process.pid);
    const { input } = call;
    this.#send(order.call, { parts: [input], length: input.length }, this.#exports.indexOf(call.exportName));
    return this.#outcome("runs", call);
  }

  async close(): Promise<void> {
    this.#kill();
    await this.#ended;
  }

  async #outcome(turn: Turn, limits: CallLimits & Pick<Call, "cpuMs">): Promise<Uint8Array> {
    this.#turn = turn;
    this.#logBytesLeft = logFrameBytes(this.#spec.limits.logBytes);
    const waiting = (this.#waiting = Promise.withResolvers<Uint8Array>());
    using _watch = watchInterruption(limits, this.#scope(), (error) => this.#interrupt(error));
    using _cpu = this.#watchCpu(limits.cpuMs);
    if (!this.#usable) this.#interrupt(this.#crash(undefined));
    try {
      return await waiting.promise;
    } finally {
      this.#waiting = undefined;
      this.#active.end();
      this.#wipe();
    }
  }

  #watchCpu(cpuMs: number | undefined): Disposable | undefined {
    if (cpuMs === undefined || this.#cpuFromMs === undefined) return undefined;
    return watchCpuTime(
      cpuMs,
      async () => this.#cpuTookMs(),
      () => this.#interrupt(cpuLimitExceeded(this.#scope(), cpuMs)),
    );
  }

  #cpuTookMs(): number | undefined {
    const now = processCpuMs(this.#child.process.pid);
    return now === undefined || this.#cpuFromMs === undefined ? undefined : now - this.#cpuFromMs;
  }

  /** Before memory is reserved for a frame: whether it is due and has a possible length. */
  #admit(kind: number, length: number): void {
    const { outputBytes, memoryBytes, logBytes } = this.#spec.limits;
    const works = this.#turn === "starts" || this.#turn === "runs";
    const longest: Record<number, number> = {
      [report.taken]: this.#turn === "starts" && !this.#spoke ? 0 : -1,
      [report.ready]: this.#turn === "starts" ? 0 : -1,
      [report.output]: this.#turn === "runs" ? outputBytes : -1,
      [report.failure]: works ? maxFailureBytes : -1,
      [report.hostCall]: works && this.#kernel !== undefined ? memoryBytes * 2 + 65_536 : -1,
      [report.log]: works ? Math.min(this.#logBytesLeft, logFrameBytes(logBytes)) : -1,
    };
    const limit = Object.hasOwn(longest, kind) ? longest[kind]! : -1;
    if (limit < 0) throw new ProtocolBreach("it spoke out of turn");
    if (length > limit) throw new ProtocolBreach("it announced more than there may be");
  }

  #receive(frame: Frame): void {
    this.#spoke = true;
    if (frame.kind === report.log) return this.#log(frame.payload);
    if (frame.kind === report.hostCall) return void this.#serve(frame.payload);
    if (frame.kind === report.taken) return;
    const starts = this.#turn === "starts";
    this.#turn = "is idle";
    this.#memoryBytes = Math.min(frame.pages, 65_536) * 65_536;
    // The host's own failure that led to it says more, and does not depend on what the child makes of it.
    const failure =
      this.#overspent(frame) ??
      this.#active.failure ??
      (frame.kind === report.failure ? decodeFailure(frame.payload, this.#scope(), starts) : undefined);
    if (failure === undefined) this.#waiting?.resolve(frame.payload);
    else this.#waiting?.reject(failure);
  }

  /** The error for a call that ended before anybody saw that it took too much. Where the system does not tell, the child does. */
  #overspent({ cpuUs }: Frame): PluginError | undefined {
    const cpuMs = this.#active.call?.cpuMs;
    if (cpuMs === undefined || (this.#cpuTookMs() ?? cpuUs / 1000) <= cpuMs) return undefined;
    return cpuLimitExceeded(this.#scope(), cpuMs);
  }

  #log(payload: Uint8Array): void {
    this.#logBytesLeft -= payload.length;
    logMessage(this.#spec, this.#active.call, decodeLog(payload));
  }

  /** Runs one host function for the child. */
  #serve(payload: Uint8Array<ArrayBuffer>): void {
    const turn = this.#turn;
    this.#turn = "waits for the host";
    const kernel = this.#kernel!;
    const { index, values, update } = decodeHostCall(payload, (place) => this.#functions[place]?.imported);
    const { imported, call } = this.#functions[index]!;
    const steps = kernel.update(update);
    const context = (): CallContext => this.#active.context(kernel);
    const answer = async (): Promise<void> => {
      const [ok, value] = await settled(() => callHost(this.#active, imported, call, context, values));
      if (!this.#usable) return;
      this.#turn = turn;
      this.#send(order.hostReply, encodeHostReply({ ok, value, steps: kernel.takeSteps() }, imported));
    };
    if (payload.length > quickBytes)
      return void gradually([...steps, () => (this.#usable ? answer() : undefined)]);
    for (const step of steps) step();
    void answer();
  }

  /** Leaves nothing of the call for the next one. Where wiping takes long, new memory does not. */
  #wipe(): void {
    if (this.#kernel === undefined) return;
    if (this.#kernel.allocatedBytes <= quickBytes) this.#kernel.reset();
    else this.#kernel = new KernelMirror(this.#spec.limits.memoryBytes);
  }

  #send(kind: number, payload: Pick<PayloadWriter, "parts" | "length">, exportIndex = 0): void {
    const { socket } = this.#child;
    socket.cork();
    socket.write(encodeHeader(kind, payload.length, exportIndex));
    for (const part of payload.parts) if (part.length > 0) socket.write(part);
    socket.uncork();
  }

  /** Takes in what the child says; what it must not say ends it. */
  #guarded(take: () => void): void {
    if (!this.#usable) return;
    try {
      take();
    } catch (error) {
      if (!(error instanceof ProtocolBreach)) return this.#crashed(error);
      const message = `The plugin's process broke the protocol and was ended: ${error.message}. Another one takes over.`;
      this.#interrupt(new PluginError("WORKER_CRASHED", message, this.#scope()));
    }
  }

  #interrupt(error: PluginError): void {
    this.#kill();
    this.#waiting?.reject(error);
  }

  /** The socket has the last word, which comes with the child's end, before or after: what it said, and what it left unread. */
  #exited(): void {
    setTimeout(() => this.#crashed(undefined), lastWordMs).unref();
  }

  #crashed(cause: unknown): void {
    if (this.#usable) this.#interrupt(this.#crash(cause));
  }

  #crash(cause: unknown): PluginError {
    const message = "The plugin's process ended unexpectedly. Another one takes over.";
    return new PluginError("WORKER_CRASHED", message, { ...this.#scope(), cause });
  }

  #kill(): void {
    if (!this.#usable) return;
    this.#usable = false;
    this.#active.end();
    this.#ended = endChild(this.#child);
  }

  #scope(): FailureScope {
    const { plugin, version, phase } = this.#active;
    return { plugin, version, phase };
  }
}
