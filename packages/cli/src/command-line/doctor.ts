import { type Command, Option } from "commander";
import { examplesOf, json, languages } from "./wording.ts";

/** `vial doctor`. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("Says which compilers there are, and what installs those that are missing.")
    .addOption(
      new Option("--language <language...>", "only these; in a project its own unless given").choices(
        languages,
      ),
    )
    .option("--install", "install what is missing, where that is possible")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf(["vial doctor", "vial doctor --language go --install", "vial doctor --json"]),
    )
    .addHelpText("after", "\nExits 1 when something is missing that the project, or --language, needs.")
    .action(async (options) => {
      const { doctor } = await import("../commands/doctor.ts");
      await doctor(options);
    });
}
