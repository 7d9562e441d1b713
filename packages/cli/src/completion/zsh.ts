import type { CompletedCommand, CompletedFlag } from "./words.ts";

/** For zsh: as a file \`_vial\` in a folder of \`fpath\`, or sourced. */
export function zshScript(commands: readonly CompletedCommand[], common: readonly CompletedFlag[]): string {
  const described = commands.map(({ name, description }) => `    '${name}:${description}'`);
  const cases = commands.map(({ name, flags, values }) => {
    const specs = [...flags, ...common].map((flag) => `'${specOf(flag)}'`);
    const rest = values.length > 0 ? `'*: :(${values.join(" ")})'` : "'*: :_files'";
    return `        ${name}) _arguments ${[...specs, rest].join(" ")} ;;`;
  });
  return `#compdef vial
# zsh completion of vial
_vial() {
  local state line
  local -a commands
  commands=(
${described.join("\n")}
  )
  _arguments -C ${common.map((flag) => `'${specOf(flag)}'`).join(" ")} '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $words[1] in
${cases.join("\n")}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = "_vial" ]; then _vial "$@"; else compdef _vial vial; fi
`;
}

function specOf({ name, description, value }: CompletedFlag): string {
  const head = `${value === "none" ? "" : "*"}${name}[${description}]`;
  if (value === "none") return head;
  if (value === "file") return `${head}: :_files`;
  return value === "text" ? `${head}: : ` : `${head}: :(${value.join(" ")})`;
}
