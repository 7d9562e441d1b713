/** Builds the host, then updates plugins under load while everything goes wrong. Arguments go to the soak (`--operations`, `--seed`, `--json`). */
import { runOrExit } from "./run.ts";

console.error("Building the host");
runOrExit("turbo", ["run", "build", "--filter=@vial/host", "--output-logs=new-only"], { quietStdout: true });
runOrExit("node", ["packages/host/test/soak/swap/main.ts", ...process.argv.slice(2)]);
