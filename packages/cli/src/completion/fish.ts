import type { CompletedCommand, CompletedFlag } from "./words.ts";

/** For fish: as a file in \`~/.config/fish/completions\`, or sourced. */
export function fishScript(commands: readonly CompletedCommand[], common: readonly CompletedFlag[]): string {
  const lines = commands.flatMap(({ name, description, flags, values }) => [
    `complete -c vial -n __fish_use_subcommand -a ${name} -d '${description}'`,
    ...[...flags, ...common].map((flag) => `complete -c vial -n '${within(name)}' ${flagOf(flag)}`),
    ...(values.length > 0 ? [`complete -c vial -n '${within(name)}' -f -a '${values.join(" ")}'`] : []),
  ]);
  return `# fish completion of vial\ncomplete -c vial -n __fish_use_subcommand -f\n${lines.join("\n")}\n`;
}

function within(command: string): string {
  return `__fish_seen_subcommand_from ${command}`;
}

function flagOf({ name, description, value }: CompletedFlag): string {
  const head = `-l ${name.slice(2)} -d '${description}'`;
  if (value === "none") return head;
  if (value === "file") return `${head} -r -F`;
  return value === "text" ? `${head} -x` : `${head} -x -a '${value.join(" ")}'`;
}
