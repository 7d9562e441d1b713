import { runBuilt } from "./built-program.ts";

runBuilt({
  usage: `usage: npm run bench:sandbox

Measures what the sandbox costs an honest plugin.`,
  options: {},
  building: "the host",
  filter: "@vial/host",
  program: "packages/host/test/hostile/cost.ts",
});
