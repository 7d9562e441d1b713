import { Argument, type Command } from "commander";
import { examplesOf } from "./wording.ts";

const shells: readonly string[] = ["bash", "zsh", "fish"];

/** `vial completion`. */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "the shell that the script is for").choices(shells))
    .description("Prints a script with which the shell completes commands, flags and their values.")
    .addHelpText(
      "after",
      examplesOf([
        "vial completion bash >> ~/.bashrc",
        'vial completion zsh > "${fpath[1]}/_vial"',
        "vial completion fish > ~/.config/fish/completions/vial.fish",
      ]),
    )
    .action(async (shell: string) => {
      const { completion } = await import("../commands/completion.ts");
      completion(shell, program);
    });
}
