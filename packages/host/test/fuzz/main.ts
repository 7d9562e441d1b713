/**
 * Loads and calls random modules: `node main.ts --seed N --modules N [--isolation LEVEL]`. One in twenty comes from Binaryen's
 * fuzzer, the others are mutations of it. Prints what they came to; exits 1 and names the seeds of those that came to something else
 * than an answer or a typed error. `--only SEED` writes one module to a file and runs it alone.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { PluginManager, type Isolation } from "@vial/host";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { generatedModule, mutation } from "./generated-modules.ts";
import { judge } from "./oracle.ts";
import { Random } from "./random.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    modules: { type: "string", default: "200" },
    isolation: { type: "string", default: "thread" },
    only: { type: "string" },
  },
});
const isolation = values.isolation as Isolation;
const perOriginal = 20;

let original: { readonly seed: number; readonly module: Promise<Uint8Array> } | undefined;
const outcomes = new Map<string, number>();
const faults: string[] = [];
let current = "";
const unexpected = (error: unknown): void => void faults.push(`${current}: uncaught ${String(error)}`);
process.on("uncaughtException", unexpected).on("unhandledRejection", unexpected);

await using folder = await temporaryFolder();
await using plugins = new PluginManager();
const from = performance.now();

if (values.only !== undefined) {
  const module = await moduleOf(Number(values.only));
  await writeFile("fuzzed.wasm", module);
  console.log(`fuzzed.wasm, ${module.length} bytes`);
  await run(Number(values.only), module);
} else {
  const first = Number(values.seed) * perOriginal;
  const count = Number(values.modules);
  for (let seed = first; seed < first + count; seed++) await run(seed, await moduleOf(seed));
}

const seconds = ((performance.now() - from) / 1000).toFixed(1);
const rows = [...outcomes].toSorted(([, a], [, b]) => b - a);
for (const [outcome, count] of rows) console.log(`${String(count).padStart(8)}  ${outcome}`);
console.log(
  `${rows.reduce((sum, [, count]) => sum + count, 0)} modules, ${isolation}, ${seconds} s, ${faults.length} faults`,
);
for (const fault of faults.slice(0, 20)) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

async function moduleOf(seed: number): Promise<Uint8Array> {
  const base = Math.floor(seed / perOriginal);
  if (original?.seed !== base) original = { seed: base, module: generatedModule(base, folder.path) };
  const module = await original.module;
  return seed % perOriginal === 0 ? module : mutation(module, new Random(seed));
}

async function run(seed: number, module: Uint8Array): Promise<void> {
  current = `--only ${seed}`;
  const { outcome, fault } = await judge(plugins, module, isolation);
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (fault !== undefined) faults.push(`${current}: ${fault}`);
}
