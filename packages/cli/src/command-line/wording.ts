/** What a plugin can be written in. */
export const languages: readonly string[] = ["rust", "go", "c", "assemblyscript"];

/** Of `--directory`. */
export const projectFolder = "the project's folder; the current one, or one above it, unless given";

/** Of `--json`. */
export const json = "print the result as JSON";

/** The part of a command's help that shows how it is used. */
export function examplesOf(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
