import type { Command } from "commander";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { commonFlags, completedCommands } from "../completion/words.ts";
import { zshScript } from "../completion/zsh.ts";

/** `vial completion`: prints the script for a shell. It asks `vial` nothing later on, so that it is as quick as the shell. */
export function completion(shell: string, program: Command): void {
  const [commands, common] = [completedCommands(program), commonFlags(program)];
  const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell]!;
  process.stdout.write(script(commands, common));
}
