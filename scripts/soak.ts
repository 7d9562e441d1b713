/** Builds the host, then calls plugins very often and prints what the process holds. Arguments go to the soak (`--calls`, `--isolation`). */
import { runOrExit } from "./run.ts";

console.error("Building the host");
runOrExit("turbo", ["run", "build", "--filter=@vial/host", "--output-logs=new-only"], { quietStdout: true });
runOrExit("node", ["--expose-gc", "packages/host/test/soak/soak.ts", ...process.argv.slice(2)]);
