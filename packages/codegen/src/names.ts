/**
 * The words of a title, a key or a value, for names in a programming language: `"bodyMassIndex"` has body, mass and
 * index, `"HL7 v2 document"` hl7, v2 and document. Accents are dropped, and so is what is neither letter nor digit of ASCII.
 */
export function words(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{Mark}/gu, "");
  const found = plain.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+/g) ?? [];
  return found.map((word) => word.toLowerCase());
}

/** `"bodyMassIndex"` as `BodyMassIndex`. */
export function pascalCase(text: string): string {
  return words(text).map(capitalise).join("");
}

/** `"Body mass index"` as `bodyMassIndex`. */
export function camelCase(text: string): string {
  const [first = "", ...rest] = words(text);
  return first + rest.map(capitalise).join("");
}

/** `"bodyMassIndex"` as `body_mass_index`. */
export function snakeCase(text: string): string {
  return words(text).join("_");
}

/** `"bodyMassIndex"` as `BODY_MASS_INDEX`. */
export function upperSnakeCase(text: string): string {
  return snakeCase(text).toUpperCase();
}

/**
 * A distinct name for each value of an enumeration, by its words. `value1`, `value2` … where a value has no words (`"%"`),
 * begins with a digit, or would be named as one before it.
 */
export function valueNames(values: readonly string[], casing: (text: string) => string): string[] {
  const names = new Set<string>();
  for (const [index, value] of values.entries()) {
    const name = casing(value);
    names.add(/^[A-Za-z]/.test(name) && !names.has(name) ? name : casing(`value ${index + 1}`));
  }
  return [...names];
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
