import { runBuilt } from "./built-program.ts";
import { flag, text, texts } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run bench -- [--quick] [--json] [--only <workload or language>]... [--peers none|all] [--compare <report.json>] [--out <folder>] [--readme]

Measures what the sandbox costs beside the same program compiled natively, in every language.`,
  options: { quick: flag, json: flag, only: texts, peers: text, compare: text, out: text, readme: flag },
  building: "the host and the workloads in every language (the first time takes some minutes)",
  filter: "@vial/bench...",
  program: "bench/main.ts",
});
