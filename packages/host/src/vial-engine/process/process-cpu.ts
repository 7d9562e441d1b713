import { fs } from "../node-fs.ts";

/**
 * The CPU time of a process's main thread, on which its plugin runs, in milliseconds, as the system has it: what the process
 * says of itself need not be true. `undefined` where the system does not tell (it does on Linux).
 */
export function processCpuMs(pid: number | undefined): number | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  try {
    // https://docs.kernel.org/scheduler/sched-stats.html: nanoseconds on a processor come first.
    const [ns] = fs.readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "latin1").split(" ");
    return Number(ns) / 1_000_000;
  } catch {
    return undefined;
  }
}
