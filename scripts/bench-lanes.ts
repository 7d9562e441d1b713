/** Builds what the benchmark measures, then runs it. Arguments go to the benchmark. */
import { runOrExit } from "./run.ts";

console.error("Building the host and the benchmark's plugins");
runOrExit("turbo", ["run", "build", "--filter=@vial/bench...", "--output-logs=new-only"], {
  quietStdout: true,
});
runOrExit("node", ["bench/lanes/main.ts", ...process.argv.slice(2)]);
