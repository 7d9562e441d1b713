/** Builds the host, then runs the hostile suite and prints its table. Arguments go to the suite (`--json`, `--family`, `--isolation`). */
import { runOrExit } from "./run.ts";

console.error("Building the host");
runOrExit("turbo", ["run", "build", "--filter=@vial/host", "--output-logs=new-only"], { quietStdout: true });
runOrExit("node", ["packages/host/test/hostile/main.ts", ...process.argv.slice(2)]);
