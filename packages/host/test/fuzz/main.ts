/**
 * Loads and calls random modules: `node main.ts [--seed N] [--modules N] [--jobs N]`. A module's seed makes it the same every
 * time; a run takes the seeds from N on. One in four comes from Binaryen's fuzzer, the others are mutations of it. Prints
 * what they came to; exits 1 and names the seeds of those that came to something else than an answer or a typed error. A run that
 * is interrupted says how to go on. `--only SEED` writes one module to a file and judges it alone.
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { ModuleSource } from "./generated-modules.ts";
import { judgeAll } from "./jury.ts";
import { Progress } from "./progress.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    modules: { type: "string", default: "2000" },
    jobs: { type: "string", default: String(availableParallelism()) },
    only: { type: "string" },
  },
});
const alone = values.only !== undefined;
const first = Number(values.only ?? values.seed);
const count = alone ? 1 : Number(values.modules);
if (alone) await writeModule(first);

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
const last = first + count;
using progress = new Progress(count);
const next = await judgeAll({
  first,
  last,
  judges: Math.min(Number(values.jobs), count),
  onJudged: (judgement) => progress.add(judgement),
  signal: interrupted.signal,
});
progress[Symbol.dispose]();

for (const [outcome, times] of progress.rows) console.log(`${String(times).padStart(8)}  ${outcome}`);
const { judged, seconds, faults } = progress;
console.log(`${judged} modules, ${seconds.toFixed(1)} s, ${faults.length} faults`);
for (const fault of faults.slice(0, 20)) console.log(fault);
if (faults.length > 0 && !alone)
  console.log("npm run fuzz -- --only SEED writes one of them to fuzzed.wasm and judges it alone.");
if (next < last) console.log(`Go on with --seed ${next} --modules ${last - next}.`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function writeModule(seed: number): Promise<void> {
  await using folder = await temporaryFolder();
  const module = await new ModuleSource(folder.path).moduleOf(seed);
  await writeFile("fuzzed.wasm", module);
  console.log(`fuzzed.wasm, ${module.length} bytes`);
}
