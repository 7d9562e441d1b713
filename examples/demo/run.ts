import { PluginError, PluginManager, type Isolation } from "@vial/host";
import type { Workload } from "./workload.ts";

/** What one plugin did on one isolation level. */
export interface Run {
  readonly plugin: string;
  readonly language: string;
  readonly isolation: Isolation;
  readonly messages: number;
  /** Input bytes of all messages. */
  readonly bytes: number;
  /** Messages the plugin answered with an error. */
  readonly failures: number;
  /** All calls together. */
  readonly totalMs: number;
  readonly medianUs: number;
  readonly p99Us: number;
  /** Linear memories the plugin held at the end. */
  readonly memoryBytes: number;
}

/** Calls the plugin on every input, one call after the other, with a fresh state each, and times each call. */
export async function run(
  workload: Workload,
  isolation: Isolation,
  onProgress: (done: number) => void,
): Promise<Run> {
  const { plugin, language, source, inputs } = workload;
  await using plugins = new PluginManager();
  await plugins.load(plugin, { source, isolation });
  const times: number[] = [];
  let failures = 0;
  for (const [index, input] of inputs.entries()) {
    const start = performance.now();
    try {
      await plugins.execute(plugin, input);
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      failures++;
    }
    times.push((performance.now() - start) * 1000);
    onProgress(index + 1);
  }
  const totalUs = times.reduce((sum, time) => sum + time, 0);
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const bytes = inputs.reduce((sum, input) => sum + input.length, 0);
  const [info] = plugins.list();
  return {
    plugin,
    language,
    isolation,
    messages: inputs.length,
    bytes,
    failures,
    totalMs: totalUs / 1000,
    medianUs: at(0.5),
    p99Us: at(0.99),
    memoryBytes: info?.memoryBytes ?? 0,
  };
}
