import { runBuilt } from "./built-program.ts";
import { flag, text } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run bench:memory -- [--calls <n>] [--json]

Calls each language's contract plugin a million times on one instance, and sees whether its memory grows.`,
  options: { calls: text, json: flag },
  building: "the host and the contract plugins",
  filter: "@vial/compat-contract...",
  program: "bench/memory/main.ts",
});
