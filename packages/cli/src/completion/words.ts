import type { Command, Option } from "commander";

/** A flag as shells complete it. */
export interface CompletedFlag {
  /** With its hyphens. */
  readonly name: string;
  readonly description: string;
  /** What can follow it: nothing, one of these, or a file. */
  readonly value: "none" | "file" | "text" | readonly string[];
}

/** A command as shells complete it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** What its arguments can be: commands of its own, or values; files unless there are any. */
  readonly values: readonly string[];
}

/** What a command line has, for its shells. */
export function completedCommands(program: Command): readonly CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: oneLine(command.description()),
    flags: [...command.options.map(flagOf), { name: "--help", description: "show its help", value: "none" }],
    values: [
      ...command.commands.map((each) => each.name()),
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ],
  }));
}

/** The flags that every command has. */
export function commonFlags(program: Command): readonly CompletedFlag[] {
  return program.options.filter(({ long }) => long !== "--version").map(flagOf);
}

function flagOf({ long, description, argChoices, required, optional, flags }: Option): CompletedFlag {
  return { name: long!, description: oneLine(description), value: valueOf() };

  function valueOf(): CompletedFlag["value"] {
    if (!required && !optional) return "none";
    if (argChoices) return argChoices;
    return /<(?:file|directory|path)>/.test(flags) ? "file" : "text";
  }
}

/** Scripts quote by apostrophes, and zsh takes brackets and colons for its own. */
function oneLine(text: string): string {
  return text
    .replaceAll(/['[\]:`$\\"\n]/g, " ")
    .replaceAll(/ +/g, " ")
    .trim();
}
