import type { CompletedCommand, CompletedFlag } from "./words.ts";

/** For bash from 3.2, which macOS has; it needs no other package. Where nothing is offered, bash completes files. */
export function bashScript(commands: readonly CompletedCommand[], common: readonly CompletedFlag[]): string {
  const values = commands.flatMap(({ name, flags }) =>
    flags
      .filter(({ value }) => value !== "none")
      .map(({ name: flag, value }) => {
        const words = typeof value === "string" ? "" : value.join(" ");
        return `    "${name} ${flag}") words="${words}" ;;`;
      }),
  );
  const words = commands.map(({ name, flags, values: own }) => {
    const names = [...flags, ...common].map(({ name: flag }) => flag).join(" ");
    return `    "${name} "*) case $word in -*) words="${names}" ;; *) words="${own.join(" ")}" ;; esac ;;`;
  });
  const names = commands.map(({ name }) => name).join(" ");
  const flags = [...common.map(({ name }) => name), "--help", "--version"].join(" ");
  return `# bash completion of vial
_vial() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in -*) ;; *) command="\${COMP_WORDS[at]}"; break ;; esac
  done
  case "$command $before" in
${values.join("\n")}
    " "*) words="${names} ${flags}" ;;
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _vial vial
`;
}
