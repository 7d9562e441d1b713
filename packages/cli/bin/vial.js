#!/usr/bin/env node
// Checked in, as npm links commands before anything is built. CommonJS (package.json beside it), as Node takes longer to
// start with a module.
const args = process.argv.slice(2);
const help = writtenHelp();
if (help !== undefined) {
  // Who reads it may stop reading (`vial --help | head`), which is no failure.
  process.stdout.on("error", ({ code }) => process.exit(code === "EPIPE" ? 0 : 70));
  process.stdout.write(help);
} else if (Number.parseInt(process.versions.node, 10) < oldestNode()) {
  console.error(`error: vial needs Node ${oldestNode()} or later, and this is ${process.versions.node}`);
  console.error("       https://nodejs.org has it.");
  process.exitCode = 1;
} else {
  require("node:module").enableCompileCache();
  void import("../dist/index.js").then(async ({ run }) => {
    process.exitCode = await run(args);
  });
}

function oldestNode() {
  return Number(/\d+/.exec(require("../package.json").engines.node)[0]);
}

/** The help that is asked for, as it was written when this package was built: to load the command line takes far longer. */
function writtenHelp() {
  if (args.length > 0 && !["--help", "-h"].includes(args.at(-1))) return undefined;
  const texts = require("../dist/help.json");
  const words = args.slice(0, -1).join(" ");
  return Object.hasOwn(texts, words) ? texts[words] : undefined;
}
