/** Builds the host, then measures what the sandbox costs an honest plugin. */
import { runOrExit } from "./run.ts";

console.error("Building the host");
runOrExit("turbo", ["run", "build", "--filter=@vial/host", "--output-logs=new-only"], { quietStdout: true });
runOrExit("node", ["packages/host/test/hostile/cost.ts", ...process.argv.slice(2)]);
