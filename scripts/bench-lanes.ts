import { runBuilt } from "./built-program.ts";
import { flag, text } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run bench:lanes -- [--json] [--only <part of a case's name>]

Compares both lanes with @extism/extism, case by case.`,
  options: { json: flag, only: text },
  building: "the host and the benchmark's plugins",
  filter: "@vial/bench...",
  program: "bench/lanes/main.ts",
});
