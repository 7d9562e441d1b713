import { runBuilt } from "./built-program.ts";
import { text } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run soak -- [--calls <n>] [--isolation inline|thread|process]

Calls plugins very often (a million times), with failures of every kind among the calls, and prints what the process holds.`,
  options: { calls: text, isolation: text },
  building: "the host",
  filter: "@vial/host",
  program: "packages/host/test/soak/soak.ts",
  nodeOptions: ["--expose-gc"],
});
