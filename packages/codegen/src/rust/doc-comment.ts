/** Rust's doc comment of a description, wrapped at 100 columns; empty without one. */
export function docComment(description: string | undefined, indentation = ""): string {
  if (description === undefined || description.trim() === "") return "";
  const width = 100 - indentation.length - "/// ".length;
  const lines: string[] = [];
  for (const word of description.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indentation}/// ${line}\n`).join("");
}
