/** Builds the host and the benchmark's plugins, then measures. Arguments go to the benchmark. */
import { runOrExit } from "./run.ts";

console.error("Building the host and the workloads in every language (the first time takes some minutes)");
runOrExit("turbo", ["run", "build", "--filter=@vial/bench...", "--output-logs=new-only"], {
  quietStdout: true,
});
runOrExit("node", ["bench/main.ts", ...process.argv.slice(2)]);
