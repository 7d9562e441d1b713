import type { HostValue } from "../../engine/host-function.ts";

/** Whose turn it is, and to do what. Only the side whose turn it is touches the kernel's memory. */
export const turn = {
  /** Worker: wait for a call. */
  idle: 0,
  /** Worker: run the call (or start the plugin). */
  call: 1,
  /** Host: collect the outcome. */
  done: 2,
  /** Host: run a host function. */
  hostCall: 3,
  /** Worker: go on with the host function's result. */
  hostReply: 4,
  /** Worker: wipe the kernel's memory. */
  wipe: 5,
} as const;

type Turn = (typeof turn)[keyof typeof turn];

// Control words.
const TURN = 0;
const HOST_SLEEPS = 1;
const WORKER_SLEEPS = 2;
const EXPORT = 3;
const OUTCOME = 4;
const HAS_MESSAGES = 5;
const MEMORY_PAGES = 6;
const FUNCTION = 7;
const ARGUMENTS = 8;
const MEASURES_CPU = 9;
// Two numbers of 8 bytes: the thread's CPU time when the call began, and what the call took.
const CPU_TIMES = 10;
const BEGUN = 14;
const CONTROL_WORDS = 16;

const valuesOffset = CONTROL_WORDS * 4;

/** How a call ended on the worker's side. The failure itself travels as a message. */
export const outcome = { ok: 0, failed: 1 } as const;

// Kinds of a value in the value area.
const NONE = 0;
const NUMBER = 1;
const BIGINT = 2;

/** How many arguments a host function may have: the mailbox has room for as many. */
export function mailboxBytes(maxArguments: number): number {
  return valuesOffset + Math.max(1, maxArguments) * 12;
}

/**
 * The memory through which a host thread and a worker hand the turn to each other. One call is under way at a
 * time; its input and output are in the kernel's memory, which both share.
 */
export class Mailbox {
  readonly buffer: SharedArrayBuffer;
  readonly #control: Int32Array;
  readonly #cpuMs: Float64Array;
  readonly #kinds: Int32Array;
  readonly #values: DataView;

  constructor(buffer: SharedArrayBuffer) {
    const slots = Math.floor((buffer.byteLength - valuesOffset) / 12);
    this.buffer = buffer;
    this.#control = new Int32Array(buffer, 0, CONTROL_WORDS);
    this.#cpuMs = new Float64Array(buffer, CPU_TIMES * 4, 2);
    this.#kinds = new Int32Array(buffer, valuesOffset, slots);
    this.#values = new DataView(buffer, valuesOffset + slots * 4);
  }

  get turn(): Turn {
    return Atomics.load(this.#control, TURN) as Turn;
  }

  set turn(next: Turn) {
    Atomics.store(this.#control, TURN, next);
  }

  /** Gives the turn to the worker. */
  passToWorker(next: typeof turn.call | typeof turn.hostReply | typeof turn.wipe): void {
    this.turn = next;
    if (Atomics.load(this.#control, WORKER_SLEEPS) === 1) Atomics.notify(this.#control, TURN);
  }

  /** Gives the turn to the host; true when the host had to be woken. */
  passToHost(next: typeof turn.done | typeof turn.hostCall): boolean {
    this.turn = next;
    if (Atomics.load(this.#control, HOST_SLEEPS) === 0) return false;
    Atomics.notify(this.#control, TURN);
    return true;
  }

  /** Watches until `end`, on the clock of `performance.now()`, whether the turn changes from `seen`; does not sleep. */
  spin(seen: Turn, end: number): boolean {
    const control = this.#control;
    do {
      for (let i = 0; i < 32; i++) if (Atomics.load(control, TURN) !== seen) return true;
    } while (performance.now() < end);
    return false;
  }

  /** Host: sleeps for up to `ms` until the turn is not `seen`, and holds up its thread meanwhile. */
  block(seen: Turn, ms: number): boolean {
    Atomics.store(this.#control, HOST_SLEEPS, 1);
    Atomics.wait(this.#control, TURN, seen, ms);
    Atomics.store(this.#control, HOST_SLEEPS, 0);
    return this.turn !== seen;
  }

  /** Worker: sleeps until the turn is not `seen`. */
  sleep(seen: Turn): void {
    Atomics.store(this.#control, WORKER_SLEEPS, 1);
    while (Atomics.load(this.#control, TURN) === seen) Atomics.wait(this.#control, TURN, seen);
    Atomics.store(this.#control, WORKER_SLEEPS, 0);
  }

  /** Host: resolves when the turn is not `seen`, or when {@link release} is called. */
  async changed(seen: Turn): Promise<void> {
    Atomics.store(this.#control, HOST_SLEEPS, 1);
    const waiting = Atomics.waitAsync(this.#control, TURN, seen);
    if (waiting.async) await waiting.value;
    Atomics.store(this.#control, HOST_SLEEPS, 0);
  }

  /** Host: lets whoever waits in {@link changed} go, because the worker will not answer. */
  release(): void {
    Atomics.notify(this.#control, TURN);
  }

  /** Whether the worker has begun the plugin's start or its last call: from then on, what happens to it may be the plugin's doing. */
  get begun(): boolean {
    return Atomics.load(this.#control, BEGUN) === 1;
  }

  /** Worker, with `true`: the plugin's code may run from here on. Host, with `false`: the next call is another one. */
  set begun(begun: boolean) {
    Atomics.store(this.#control, BEGUN, begun ? 1 : 0);
  }

  setCall(exportIndex: number, measuresCpu: boolean): void {
    this.#control[EXPORT] = exportIndex;
    this.#control[MEASURES_CPU] = measuresCpu ? 1 : 0;
    if (measuresCpu) this.#cpuMs[0] = NaN;
  }

  /** Whether the call's CPU time is to be measured. */
  get measuresCpu(): boolean {
    return this.#control[MEASURES_CPU] === 1;
  }

  /** The CPU time of the worker's thread when the call began, in milliseconds; `NaN` while it has not. */
  get cpuFromMs(): number {
    return this.#cpuMs[0]!;
  }

  set cpuFromMs(ms: number) {
    this.#cpuMs[0] = ms;
  }

  /** The CPU time that the call took, in milliseconds. */
  get cpuTookMs(): number {
    return this.#cpuMs[1]!;
  }

  set cpuTookMs(ms: number) {
    this.#cpuMs[1] = ms;
  }

  get exportIndex(): number {
    return this.#control[EXPORT]!;
  }

  setOutcome(
    result: (typeof outcome)[keyof typeof outcome],
    hasMessages: boolean,
    memoryBytes: number,
  ): void {
    this.#control[OUTCOME] = result;
    this.#control[HAS_MESSAGES] = hasMessages ? 1 : 0;
    this.#control[MEMORY_PAGES] = memoryBytes / 65_536;
  }

  get failed(): boolean {
    return this.#control[OUTCOME] !== outcome.ok;
  }

  get hasMessages(): boolean {
    return this.#control[HAS_MESSAGES] === 1;
  }

  /** The linear memories of the worker's instances, in bytes, as of its last turn. */
  get memoryBytes(): number {
    return this.#control[MEMORY_PAGES]! * 65_536;
  }

  setHostCall(functionIndex: number, values: readonly HostValue[]): void {
    this.#control[FUNCTION] = functionIndex;
    this.#control[ARGUMENTS] = values.length;
    values.forEach((value, index) => this.#put(index, value));
  }

  hostCall(): { readonly functionIndex: number; readonly values: HostValue[] } {
    const values = Array.from({ length: this.#control[ARGUMENTS]! }, (_, index) => this.#get(index)!);
    return { functionIndex: this.#control[FUNCTION]!, values };
  }

  /** The result of a host function; it failed when `ok` is false. */
  setHostReply(ok: boolean, value: HostValue | undefined): void {
    this.#control[OUTCOME] = ok ? outcome.ok : outcome.failed;
    this.#put(0, value);
  }

  hostReply(): HostValue | undefined {
    return this.#get(0);
  }

  #put(slot: number, value: HostValue | undefined): void {
    this.#kinds[slot] = value === undefined ? NONE : typeof value === "bigint" ? BIGINT : NUMBER;
    if (typeof value === "bigint") this.#values.setBigInt64(slot * 8, BigInt.asIntN(64, value), true);
    else if (value !== undefined) this.#values.setFloat64(slot * 8, value, true);
  }

  #get(slot: number): HostValue | undefined {
    const kind = this.#kinds[slot];
    if (kind === NONE) return undefined;
    return kind === BIGINT
      ? this.#values.getBigInt64(slot * 8, true)
      : this.#values.getFloat64(slot * 8, true);
  }
}
