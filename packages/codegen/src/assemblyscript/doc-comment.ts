const columns = 100;

/** A description as a doc comment; nothing without one. */
export function docComment(description: string | undefined, indent = ""): string {
  const lines: string[] = [];
  for (const word of description?.replaceAll("*/", "*∕").split(/\s+/).filter(Boolean) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && `${indent} * ${last} ${word}`.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}
