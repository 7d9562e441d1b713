import { ended } from "../engine/call-phase.ts";
import { cpuLimitExceeded } from "../engine/cpu-time.ts";
import type { Call, Runner } from "../engine/engine.ts";
import { watchInterruption, type CallLimits } from "../engine/interruption.ts";
import { outputTooLarge } from "../engine/output-limit.ts";
import type { HttpSession } from "../engine/http/http-session.ts";
import type { PluginError } from "../plugin-error.ts";
import type { GuestEnvironment } from "./guest-environment.ts";
import { Guest } from "./guest.ts";
import type { LinkPlan } from "./link-plan.ts";

/** Runs a plugin on the caller's own thread. */
export class InlineRunner implements Runner {
  readonly begun = true;
  readonly #plan: LinkPlan;
  readonly #environment: GuestEnvironment;
  readonly #http: HttpSession | undefined;
  #guest: Guest | undefined;
  #usable = true;
  /** Of the making of the next instance. */
  #next: NodeJS.Immediate | undefined;

  constructor(plan: LinkPlan, environment: GuestEnvironment, http: HttpSession | undefined) {
    this.#plan = plan;
    this.#environment = environment;
    this.#http = http;
  }

  get usable(): boolean {
    return this.#usable;
  }

  get memoryBytes(): number {
    return this.#environment.kernel.memory.buffer.byteLength + (this.#guest?.memoryBytes ?? 0);
  }

  /** Instantiates ahead of the first call, so that a plugin that cannot start fails to load. */
  async prepare(): Promise<void> {
    const deadlineAt = performance.now() + this.#environment.spec.limits.startMs;
    this.#guest ??= await this.#create({ deadlineAt, signal: undefined });
  }

  run(call: Call): Uint8Array | Promise<Uint8Array> {
    if (this.#guest !== undefined) return this.#runOn(this.#guest, call);
    const created = this.#create(call);
    if (!(created instanceof Promise)) return this.#runOn((this.#guest = created), call);
    return created.then((guest) => this.#runOn((this.#guest = guest), call));
  }

  async close(): Promise<void> {
    this.#usable = false;
    clearImmediate(this.#next);
    this.#guest = undefined;
  }

  #create(until: CallLimits): Guest | Promise<Guest> {
    const { kernel } = this.#environment;
    const created = Guest.create(this.#plan, this.#environment);
    // Start functions may have left blocks behind.
    if (created instanceof Promise)
      return this.#unlessInterrupted(created, until).finally(() => kernel.reset());
    kernel.reset();
    ended("instantiated");
    return created;
  }

  #runOn(guest: Guest, call: Call): Uint8Array | Promise<Uint8Array> {
    this.#environment.begin(call);
    this.#http?.begin(call);
    if (call.cpuMs !== undefined) this.#environment.cpu.start();
    ended("began");
    try {
      const pending = guest.run(call);
      return pending === undefined ? this.#finish(guest, call) : this.#await(pending, guest, call);
    } catch (error) {
      throw this.#abandon(guest, call, error);
    }
  }

  async #await(pending: Promise<void>, guest: Guest, call: Call): Promise<Uint8Array> {
    try {
      await this.#unlessInterrupted(pending, call);
      return this.#finish(guest, call);
    } catch (error) {
      throw this.#abandon(guest, call, error);
    }
  }

  /** Waits for a suspended plugin, which cannot be stopped, only left behind: nothing may use its memory again. */
  async #unlessInterrupted<Value>(pending: Promise<Value>, until: CallLimits): Promise<Value> {
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    using _watch = watchInterruption(until, this.#environment.active, (error) => {
      this.#usable = false;
      this.#environment.abandon();
      pending.catch(() => {});
      reject(error);
    });
    return await Promise.race([pending, interrupted]);
  }

  #finish(guest: Guest, call: Call): Uint8Array {
    const overspent = this.#overspent(call);
    if (overspent !== undefined) throw overspent;
    const { limits } = this.#environment.spec;
    const length = guest.outputLength;
    if (length > limits.outputBytes)
      throw outputTooLarge(length, limits.outputBytes, this.#environment.active);
    const output = guest.output(call.into);
    ended("copied-out");
    this.#recycle(guest, call);
    ended("reset");
    return output;
  }

  /** Code on this thread cannot be stopped: what it answers is refused. */
  #overspent({ cpuMs }: Call): PluginError | undefined {
    if (cpuMs === undefined || this.#environment.cpu.stop() <= cpuMs) return undefined;
    return cpuLimitExceeded(this.#environment.active, cpuMs);
  }

  /** Leaves nothing of this call for the next one. */
  #recycle(guest: Guest, call: Call): void {
    this.#environment.end();
    this.#environment.kernel.reset();
    if (guest.renew(call.exportName)) return;
    this.#guest = undefined;
    this.#next ??= setImmediate(() => this.#createNext());
  }

  /** Makes the instance for the next call once this one's caller has its answer, unless that call came first. */
  #createNext(): void {
    this.#next = undefined;
    const { suspends, runsCodeAtStart } = this.#plan;
    // A start that waits for the host is the next call's, whose deadline bounds it.
    if (!this.#usable || this.#guest !== undefined || (suspends && runsCodeAtStart)) return;
    try {
      this.#guest = this.#create({ deadlineAt: Infinity, signal: undefined }) as Guest;
    } catch {
      // The next call tries for itself, and says what is wrong.
    }
  }

  #abandon(guest: Guest, call: Call, error: unknown): unknown {
    const overspent = this.#overspent(call);
    if (this.#usable) {
      this.#recycle(guest, call);
    } else {
      // The plugin is suspended and may yet run: its memory is left alone.
      this.#environment.end();
      this.#guest = undefined;
    }
    return overspent ?? error;
  }
}
