/**
 * A host in a process of its own, so that its death is seen: `node host-process.ts FAMILY LEVEL FIRST` runs a
 * family's cases on one level from the FIRST on, and tells its parent of each before and after.
 */
import { PluginManager } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import { casesOf, type Family } from "./families.ts";
import type { CaseResult, Level } from "./hostile-case.ts";
import { MachineNoise } from "./machine-noise.ts";
import { Neighbour } from "./neighbour.ts";
import { performCase } from "./perform-case.ts";
import { ProcessWatch } from "./process-watch.ts";

/** What the parent is told. */
export type HostMessage =
  | { readonly kind: "begins"; readonly index: number }
  | { readonly kind: "ended"; readonly index: number; readonly result: CaseResult };

const [family, level, first] = process.argv.slice(2) as [Family, Level, string];
const isolation = level === "extism" ? "inline" : level;
const tell = (message: HostMessage): void => void process.send!(message);

await using noise = new MachineNoise();
using watch = new ProcessWatch();
const plugins = new PluginManager(level === "extism" ? { engine: new ExtismEngine() } : {});
const neighbour = await Neighbour.load(plugins, isolation);
const cases = await casesOf(family, level);

for (const [index, each] of cases.entries()) {
  if (index < Number(first)) continue;
  tell({ kind: "begins", index });
  const { name, notStoppedInline } = each;
  const result =
    notStoppedInline !== undefined && level === "inline"
      ? { outcome: "not stopped inline by design", pass: true }
      : await performCase(each, { plugins, isolation, neighbour, noise, watch });
  tell({ kind: "ended", index, result: { name, family, level, ...result } });
}
await plugins[Symbol.asyncDispose]();
// Whatever still holds the process now would hold a real host as well: the parent waits for its end.
process.disconnect!();
