import { type Command, Option } from "commander";
import { collectConfig, collectOrigin, port, positive } from "../arguments.ts";
import { examplesOf, projectFolder } from "./wording.ts";

export function addDev(program: Command): void {
  program
    .command("dev")
    .description("Builds after every change, and serves a page to try the plugin on, on this machine alone.")
    .option("--directory <directory>", projectFolder)
    .option("--port <port>", "the page's port; one that is free unless given", port, 0)
    .option("--open", "open the page in the browser")
    .option("--config <key=value>", "a value of its configuration (repeatable)", collectConfig, {})
    .option("--allow-http <origin>", "a server it may send requests to (repeatable)", collectOrigin, [])
    .addOption(
      new Option("--isolation <level>", "where it runs").choices(["thread", "process"]).default("thread"),
    )
    .option("--deadline <ms>", "how long a call may take", positive)
    .option("--timeout <seconds>", "how long the compilers may take", positive, 900)
    .option("--release", "run release builds, whose traps name no lines")
    .option("--json", "print what happens as lines of JSON, for editors")
    .addHelpText(
      "after",
      examplesOf(["vial dev --open", "vial dev --port 4600", "vial dev --allow-http https://lab.example"]),
    )
    .action(async (options) => {
      const { dev } = await import("../commands/dev.ts");
      await dev(options);
    });
}
