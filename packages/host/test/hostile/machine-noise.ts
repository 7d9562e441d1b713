import { Worker } from "node:worker_threads";

/** What {@link work} takes on a machine for which a limit needs no allowance, in milliseconds. */
const nominalMs = 12;

/** How often the probe looks, in milliseconds. */
const everyMs = 5;

const probe = `
  const { workerData } = require("node:worker_threads");
  const worst = new Int32Array(workerData);
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const from = performance.now();
    Atomics.wait(never, 0, 0, ${everyMs});
    const late = (performance.now() - from - ${everyMs}) * 1000;
    if (late > Atomics.load(worst, 0)) Atomics.store(worst, 0, late);
  }`;

/**
 * How far this machine is from one that does nothing else, so that limits of time hold on a busy one too: a thread that
 * only sleeps and wakes, and says how late it was woken; and how long a fixed piece of work takes.
 */
export class MachineNoise implements AsyncDisposable {
  readonly #worst = new Int32Array(new SharedArrayBuffer(4));
  readonly #thread: Worker;
  #slowness = slownessNow();

  constructor() {
    this.#thread = new Worker(probe, { eval: true, workerData: this.#worst.buffer });
    this.#thread.unref();
  }

  /** Begins anew. */
  reset(): void {
    Atomics.store(this.#worst, 0, 0);
  }

  /** How many times slower than the nominal machine this one is; 1 at least. */
  get slowness(): number {
    return this.#slowness;
  }

  /** Looks again: processors that share their caches with other work take longer for the same than they did before. */
  look(): void {
    this.#slowness = Math.max(this.#slowness, slownessNow());
  }

  /** A limit in milliseconds with the allowance that the machine calls for since {@link reset}. */
  allow(ms: number): number {
    const late = Atomics.load(this.#worst, 0) / 1000;
    return ms * this.#slowness + 20 * late;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}

function slownessNow(): number {
  return Math.max(1, workMs() / nominalMs);
}

function workMs(): number {
  const runs = Array.from({ length: 3 }, () => {
    const from = process.threadCpuUsage();
    let sum = 0;
    for (let i = 0; i < 10_000_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
    const { user, system } = process.threadCpuUsage(from);
    return sum === 1 ? Infinity : (user + system) / 1000;
  });
  return Math.min(...runs);
}
