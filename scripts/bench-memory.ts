/** Builds the contract plugins and the host, then calls each plugin a million times on one instance. */
import { runOrExit } from "./run.ts";

console.error("Building the host and the contract plugins");
runOrExit("turbo", ["run", "build", "--filter=@vial/compat-contract...", "--output-logs=new-only"], {
  quietStdout: true,
});
runOrExit("node", ["bench/memory/main.ts", ...process.argv.slice(2)]);
