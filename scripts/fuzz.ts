/** Builds the host, then loads and calls random modules. Arguments go to the generator (`--seed`, `--modules`, `--jobs`, `--only`). */
import { runOrExit } from "./run.ts";

console.error("Building the host");
runOrExit("turbo", ["run", "build", "--filter=@vial/host", "--output-logs=new-only"], { quietStdout: true });
runOrExit("node", ["packages/host/test/fuzz/main.ts", ...process.argv.slice(2)]);
