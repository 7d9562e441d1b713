import { PluginError, type Isolation, type PluginManager } from "@vial/host";
import type { ExamplePlugins } from "@vial/pdk-types";
import { languages, origin } from "./plugins.ts";
import type { Item, Step } from "./step.ts";

/** What one step of the pipeline did on one isolation level. */
export interface Run {
  readonly step: string;
  readonly plugin: string;
  readonly export: string;
  readonly language: string;
  /** Whether this machine compiled the module or it is the checked-in one. */
  readonly module: "compiled" | "checked in";
  readonly isolation: Isolation;
  readonly messages: number;
  /** Output bytes of all calls. */
  readonly bytes: number;
  /** Messages the plugin answered with an error. */
  readonly failures: number;
  readonly medianUs: number;
  readonly p99Us: number;
  /** Linear memories the plugin held at the end. */
  readonly memoryBytes: number;
}

interface StepOutcome {
  readonly run: Run;
  readonly items: readonly Item[];
}

/** Calls a step's plugin on every item, one call after the other, with a fresh state each, and times each call. */
export async function runStep(
  { title, plugin, export: exportName, next }: Step,
  items: readonly Item[],
  plugins: PluginManager<ExamplePlugins>,
  onProgress: (done: number) => void,
): Promise<StepOutcome> {
  const anyPlugins = plugins as unknown as PluginManager;
  const times: number[] = [];
  const passedOn: Item[] = [];
  let failures = 0;
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    const start = performance.now();
    try {
      const result = await anyPlugins.execute(plugin, item.input as string, { export: exportName });
      times.push((performance.now() - start) * 1000);
      bytes += result.bytes().length;
      passedOn.push(...next(result, item));
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      failures++;
    }
    onProgress(index + 1);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const info = plugins.list().find(({ name }) => name === plugin)!;
  const run: Run = {
    step: title,
    plugin,
    export: exportName,
    language: languages[plugin],
    module: origin(plugin),
    isolation: info.isolation,
    messages: items.length,
    bytes,
    failures,
    medianUs: at(0.5),
    p99Us: at(0.99),
    memoryBytes: info.memoryBytes,
  };
  return { run, items: passedOn };
}
