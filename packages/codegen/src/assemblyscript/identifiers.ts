import type { EnumType } from "../message-model.ts";
import { camelCase, pascalCase, valueNames } from "../names.ts";

/** What a generated class has already, and words that AssemblyScript takes for a field's modifiers. */
const takenByClass: ReadonlySet<string> = new Set(
  "read write constructor abstract declare override private protected public static".split(" "),
);

/** Types that generated code itself names. */
const takenTypes: ReadonlySet<string> = new Set([
  "Array",
  "Box",
  "JsonReader",
  "JsonWriter",
  "Map",
  "String",
]);

/** The field of a member: its own name where that is one in AssemblyScript. */
export function fieldName(key: string): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : camelCase(key);
  if (takenByClass.has(name)) return `${name}Field`;
  return /^[A-Za-z_$]/.test(name) ? name : `n${name}`;
}

/** A type's name, of its name in the model. */
export function typeName(name: string): string {
  return takenTypes.has(name) ? `${name}Message` : name;
}

/** The names of an enumeration's values. */
export function enumMembers({ values }: EnumType): string[] {
  return valueNames(values, pascalCase);
}

/** Whether the text that the reader read last is this one. */
export function comparison(text: string): string {
  return `from.${/^[\0-\x7f]*$/.test(text) ? "is" : "isUnicode"}(${literal(text)})`;
}

/** A string literal. */
export function literal(text: string): string {
  return onOneLine(JSON.stringify(text));
}

/** A string literal in single quotes, for text with double ones. */
export function quotedLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return onOneLine(`'${escaped}'`);
}

/** Without the characters that end a line in source but not in JSON. */
function onOneLine(source: string): string {
  return source.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** Whether a text has characters past the Basic Multilingual Plane, which a writer's literal cannot have. */
export function isAstral(text: string): boolean {
  return /[\u{10000}-\u{10ffff}]/u.test(text);
}
