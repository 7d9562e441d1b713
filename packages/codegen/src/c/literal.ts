/**
 * A string literal. Escapes are octal, which end by themselves; question marks are escaped, as two of them and another
 * character are one character in C11.
 */
export function literal(text: string): string {
  const escaped = text.replaceAll(/["\\?]/g, "\\$&").replaceAll(/\p{Control}/gu, octal);
  return `"${escaped}"`;
}

function octal(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** The text as an expression of type `struct vial_text`. */
export function textLiteral(text: string): string {
  return `VIAL_TEXT(${literal(text)})`;
}

/** The text as an initialiser of a `struct vial_text`. */
export function textInitialiser(text: string): string {
  return `{${literal(text)}, ${Buffer.byteLength(text)}}`;
}

/** A number as a double, with a point or an exponent so that it is one. */
export function numberLiteral(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
