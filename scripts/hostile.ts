import { runBuilt } from "./built-program.ts";
import { flag, texts } from "./command-line.ts";

runBuilt({
  usage: `usage: npm run hostile -- [--json] [--family <name>]... [--isolation inline|thread|process|extism]...

Runs the hostile suite and prints a table by case and level.`,
  options: { json: flag, family: texts, isolation: texts },
  building: "the host",
  filter: "@vial/host",
  program: "packages/host/test/hostile/main.ts",
});
