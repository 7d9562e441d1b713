/** Builds the contract plugins and the host, then checks every behaviour. Arguments go to the suite. */
import { runOrExit } from "./run.ts";

console.error("Building the host and the contract plugins (the first time takes some minutes)");
runOrExit("turbo", ["run", "build", "--filter=@vial/compat-contract...", "--output-logs=new-only"], {
  quietStdout: true,
});
runOrExit("node", ["compat/contract/run.ts", ...process.argv.slice(2)]);
