import { runBuilt } from "./built-program.ts";
import { text } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run fuzz -- [--seed <n>] [--modules <n>] [--jobs <n>]
       npm run fuzz -- --only <seed>

Loads and calls random modules. A module's seed makes it the same every time; a run takes the seeds from --seed (1) on, --modules (2000) of them,
with as many --jobs as there are processors. --only writes one module to fuzzed.wasm and judges it alone.`,
  options: { seed: text, modules: text, jobs: text, only: text },
  building: "the host",
  filter: "@vial/host",
  program: "packages/host/test/fuzz/main.ts",
});
