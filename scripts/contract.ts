import { runBuilt } from "./built-program.ts";
import { flag } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run contract -- [--json]

Checks every behaviour of the plugin contract in every language, on every engine and isolation level.`,
  options: { json: flag },
  building: "the host and the contract plugins (the first time takes some minutes)",
  filter: "@vial/compat-contract...",
  program: "compat/contract/run.ts",
});
