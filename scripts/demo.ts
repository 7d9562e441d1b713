/** The README's main job: builds the example plugins and the host, then runs the demo. Arguments go to the demo. */
import { runOrExit } from "./run.ts";

// A plugin whose compiler is not on this machine is taken as it was checked in. The demo's table says which.
process.env["VIAL_PREBUILT"] = "1";
console.error("Building the host and the four example plugins (the first time takes about a minute)");
runOrExit("turbo", ["run", "build", "--filter=@vial-examples/demo...", "--output-logs=new-only"], {
  quietStdout: true,
});
runOrExit("node", ["examples/demo/main.ts", ...process.argv.slice(2)]);
