/** The lines, each one level deeper. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A variable's name: `items`, and one level deeper `items2`. */
export function numbered(name: string, depth: number): string {
  return depth === 0 ? name : `${name}${depth + 1}`;
}
