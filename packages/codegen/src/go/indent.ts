/** The lines, each one level deeper. */
export function indent(lines: readonly string[]): string {
  return lines.map((line) => `\t${line}\n`).join("");
}
