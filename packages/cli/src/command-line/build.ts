import { type Command, Option } from "commander";
import { positive } from "../arguments.ts";
import { examplesOf, json, projectFolder } from "./wording.ts";

/** `vial build`. */
export function addBuild(program: Command): void {
  program
    .command("build")
    .argument("[arguments...]", "after --: for the compiler")
    .description("Compiles the project with its build.mjs, and checks the module as a host would.")
    .option("--directory <directory>", projectFolder)
    .addOption(
      new Option("--debug", "with names and line numbers, into build/debug.wasm").conflicts("release"),
    )
    .option("--release", "optimised, into the module that vial.json names (the default)")
    .option("--force", "build even when nothing has changed")
    .option("--timeout <seconds>", "how long the compilers may take", positive, 900)
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf(["vial build", "vial build --debug", "vial build -- --features audit", "vial build --json"]),
    )
    .action(async (args: string[], options) => {
      const { build } = await import("../commands/build.ts");
      await build(args, options);
    });
}
