import { PluginError } from "../plugin-error.ts";
import type { FailureScope } from "./engine.ts";

/** The shortest time from one look to the next, in milliseconds. */
const leastWaitMs = 5;

export function cpuLimitExceeded({ plugin, version, phase }: FailureScope, cpuMs: number): PluginError {
  const message = `The call took more than ${cpuMs} ms of CPU time (limits.cpuMs).`;
  return new PluginError("CPU_LIMIT", message, { plugin, version, phase });
}

/** The CPU time of this thread so far, in milliseconds. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Tells `exceeded` when a call that runs elsewhere has taken more than `cpuMs` of CPU time. It takes that long at least, so
 * nobody looks before; and at each look it is known how long it takes at least from there. Dispose of the watch when the
 * call is over.
 *
 * @param took the CPU time of the call so far, in milliseconds; `undefined` when nobody can tell
 */
export function watchCpuTime(
  cpuMs: number,
  took: () => Promise<number | undefined>,
  exceeded: () => void,
): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const ms = await took().catch(() => undefined);
    if (isOver || ms === undefined) return;
    if (ms > cpuMs) exceeded();
    else wait(cpuMs - ms);
  };
  const wait = (ms: number): void => {
    timer = setTimeout(() => void look(), Math.max(ms, leastWaitMs));
  };
  wait(cpuMs);
  return {
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** Adds up the CPU time that this thread spends on a plugin, without what it does for others meanwhile. */
export class CpuMeter {
  #from: number | undefined;
  #ms = 0;
  #measures = false;

  /** Starts from nothing. */
  start(): void {
    this.#measures = true;
    this.#ms = 0;
    this.#from = threadCpuMs();
  }

  /** What follows is the host's, until {@link resume}. */
  pause(): void {
    if (this.#from === undefined) return;
    this.#ms += threadCpuMs() - this.#from;
    this.#from = undefined;
  }

  resume(): void {
    if (this.#measures) this.#from ??= threadCpuMs();
  }

  /** The time since {@link start}, in milliseconds. */
  stop(): number {
    this.pause();
    this.#measures = false;
    return this.#ms;
  }
}
