import { runBuilt } from "./built-program.ts";
import { flag } from "./command-line.ts";

// A plugin whose compiler is not on this machine is taken as it was checked in. The demo's table says which.
process.env["VIAL_PREBUILT"] = "1";

runBuilt({
  usage: `usage: npm run demo -- [--json]

Runs the four example plugins in their host.`,
  options: { json: flag },
  building: "the host and the four example plugins (the first time takes about a minute)",
  filter: "@vial-examples/demo...",
  program: "examples/demo/main.ts",
});
