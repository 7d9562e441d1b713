import type { Command } from "commander";
import { examplesOf, json } from "./wording.ts";

/** `vial inspect`. */
export function addInspect(program: Command): void {
  program
    .command("inspect")
    .argument("[plugin]", "a project's folder, its vial.json, or a module; the current project unless given")
    .description("Says what a plugin is and asks for, for who decides whether it may run.")
    .option("--policy <file>", "the policy of a host (JSON): would it load the plugin?")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial inspect",
        "vial inspect intake.wasm",
        "vial inspect --policy hospital.json",
        "vial inspect --json",
      ]),
    )
    .addHelpText("after", "\nExits 1 when a host would refuse it.")
    .action(async (plugin: string | undefined, options) => {
      const { inspect } = await import("../commands/inspect.ts");
      await inspect(plugin, options);
    });
}
