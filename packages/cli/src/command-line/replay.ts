import { type Command, Option } from "commander";
import { collectConfig, positive } from "../arguments.ts";
import { examplesOf } from "./wording.ts";

/** `vial replay`. */
export function addReplay(program: Command): void {
  program
    .command("replay")
    .argument("<recording>", "what vial run --record, or a failed vial test, has written")
    .argument("[plugin]", "a project's folder, or a module (.wasm); the current project unless given")
    .description(
      "Runs a recorded call again, exactly: same input, configuration, host answers, clock, random numbers.",
    )
    .option("--config <key=value>", "a secret that the call was given (repeatable)", collectConfig, {})
    .addOption(
      new Option("--isolation <level>", "where it runs")
        .choices(["inline", "thread", "process"])
        .default("thread"),
    )
    .option("--deadline <ms>", "how long the call may take; as recorded unless given", positive)
    .option("--debug", "run the debug build, whose traps name functions, files and lines")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addHelpText(
      "after",
      examplesOf([
        "vial replay call.json",
        "vial replay build/recordings/overweight.json --debug",
        "vial replay call.json build/intake.wasm > message.json",
      ]),
    )
    .addHelpText("after", "\nExits 1 when the call ends otherwise than it was recorded to.")
    .action(async (recording: string, plugin: string | undefined, options) => {
      const { replay } = await import("../commands/replay.ts");
      await replay(recording, plugin, options);
    });
}
