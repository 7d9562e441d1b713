const columns = 100;

/** Go's doc comment of a type. */
export function docComment(name: string, description: string | undefined): string {
  return comment(description === undefined ? `${name} is a part of a message.` : `${name}: ${description}`)
    .map((line) => `${line}\n`)
    .join("");
}

/** A description as comment lines; none without one. */
export function comment(description: string | undefined): string[] {
  const lines: string[] = [];
  for (const word of description?.split(/\s+/).filter(Boolean) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && `// ${last} ${word}`.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `// ${line}`);
}
