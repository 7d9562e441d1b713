import { runBuilt } from "./built-program.ts";
import { flag, text } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run soak:swap -- [--operations <n>] [--seed <n>] [--json]

Updates plugins under load while everything goes wrong.`,
  options: { operations: text, seed: text, json: flag },
  building: "the host",
  filter: "@vial/host",
  program: "packages/host/test/soak/swap/main.ts",
});
