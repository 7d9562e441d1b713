import { type Command, Option } from "commander";
import { examplesOf, json, projectFolder } from "./wording.ts";

/** `vial test`. */
export function addTest(program: Command): void {
  program
    .command("test")
    .argument("[fixtures...]", "only these; all unless given")
    .description("Runs the built module on fixtures/, on a Vial host and on the reference engine.")
    .option("--directory <directory>", projectFolder)
    .option("--update", "write what came out into the fixtures that fail or expect nothing yet")
    .option("--watch", "run again after every change")
    .option("--debug", "on the debug build, whose traps name functions, files and lines")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addOption(new Option("--engine <engine...>", "only on these").choices(["vial", "extism"]))
    .option("--junit <file>", "write the results as JUnit XML")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial test",
        "vial test overweight --debug",
        "vial test --update",
        "vial test --watch",
        "vial test --junit reports/vial.xml",
      ]),
    )
    .action(async (names: string[], options) => {
      const { test } = await import("../commands/test.ts");
      await test(names, options);
    });
}
