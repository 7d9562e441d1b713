/** Columns a line of C has: the `ColumnLimit` of the template's `.clang-format`. */
const columns = 100;

/**
 * A call, or a function's head, as clang-format lays it out: on one line, or with what does not fit below the first
 * argument.
 */
export function layOut(head: string, args: readonly string[], tail: string): string {
  const indent = " ".repeat(head.length + 1);
  const lines = [`${head}(${args[0] ?? ""}`];
  for (const [index, argument] of args.entries()) {
    if (index === 0) continue;
    const line = lines.at(-1) ?? "";
    const ending = index === args.length - 1 ? `)${tail}` : ",";
    if (`${line}, ${argument}${ending}`.length <= columns) lines[lines.length - 1] = `${line}, ${argument}`;
    else {
      lines[lines.length - 1] = `${line},`;
      lines.push(indent + argument);
    }
  }
  return `${lines.join("\n")})${tail}`;
}

/** A description as a comment; empty without one. */
export function comment(description: string | undefined, indent = ""): string {
  const words = description?.replaceAll("*/", "* /").split(/\s+/).filter(Boolean) ?? [];
  if (words.length === 0) return "";
  const lines = [`${indent}/*`];
  for (const word of words) {
    const line = `${lines.at(-1) ?? ""} ${word}`;
    // The last line has " */" behind it.
    if (line.length + " */".length <= columns) lines[lines.length - 1] = line;
    else lines.push(`${indent} * ${word}`);
  }
  return `${lines.join("\n")} */\n`;
}
