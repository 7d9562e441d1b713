import type { Command } from "commander";
import { positive } from "../arguments.ts";
import { examplesOf, json, projectFolder } from "./wording.ts";

/** `vial bench`. */
export function addBench(program: Command): void {
  program
    .command("bench")
    .argument("[fixtures...]", "only these; all unless given")
    .description(
      "Measures what a call costs on the project's own fixtures: beside the bare module, and where the time goes.",
    )
    .option("--directory <directory>", projectFolder)
    .option("--seconds <seconds>", "how long a fixture is measured, about", positive, 3)
    .option("--html <file>", "write the report with charts, as one page")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial bench",
        "vial bench normal --seconds 10",
        "vial bench --html reports/bench.html",
        "vial bench --json > before.json",
      ]),
    )
    .action(async (names: string[], options) => {
      const { bench } = await import("../commands/bench.ts");
      await bench(names, options);
    });
}
