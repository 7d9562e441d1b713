import type { Command } from "commander";
import { examplesOf, json, projectFolder } from "./wording.ts";

/** `vial upgrade`. */
export function addUpgrade(program: Command): void {
  program
    .command("upgrade")
    .description(
      "Brings a project that was made from an older template up to date, and shows what it changes.",
    )
    .option("--directory <directory>", projectFolder)
    .option("--dry-run", "show the changes and write nothing")
    .option("--json", json)
    .addHelpText("after", examplesOf(["vial upgrade --dry-run", "vial upgrade", "vial upgrade --json"]))
    .addHelpText("after", "\nEverything in the project has to be committed to git before.")
    .action(async (options) => {
      const { upgrade } = await import("../commands/upgrade.ts");
      await upgrade(options);
    });
}
