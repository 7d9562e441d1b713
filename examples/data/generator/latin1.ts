const replacements = new Map([
  ["≥", ">="],
  ["≤", "<="],
  ["–", "-"],
  ["→", "->"],
  ["“", '"'],
  ["”", '"'],
]);

/** The text with what Latin-1 lacks spelled in other characters. Throws `RangeError` for one it has no spelling of. */
export function narrowToLatin1(text: string): string {
  return text.replaceAll(/[^\0-\xff]/g, (character) => {
    const replacement = replacements.get(character);
    if (replacement === undefined) throw new RangeError(`${character} has no place in Latin-1`);
    return replacement;
  });
}
