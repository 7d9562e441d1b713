import { snakeCase } from "../names.ts";

/** Rust 2024's keywords, strict and reserved, that can be names when written `r#name`. */
const keywords: ReadonlySet<string> = new Set(
  (
    "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in let " +
    "loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use " +
    "virtual where while yield"
  ).split(" "),
);

/** Those that cannot. */
const unusable: ReadonlySet<string> = new Set(["crate", "self", "super"]);

/** What the generated code itself refers to. */
const taken: ReadonlySet<string> = new Set([
  "BTreeMap",
  "Box",
  "Deserialize",
  "Deserializer",
  "Err",
  "None",
  "Ok",
  "Option",
  "Result",
  "Self",
  "Serialize",
  "Serializer",
  "Some",
  "String",
  "Vec",
]);

/** A field's name. serde drops a leading `r#` itself. */
export function fieldName(key: string): string {
  const name = snakeCase(key);
  if (keywords.has(name)) return `r#${name}`;
  return unusable.has(name) || /^[0-9]/.test(name) ? `n_${name}` : name;
}

export function typeName(name: string): string {
  return taken.has(name) ? `${name}Type` : name;
}

/** A string literal. */
export function literal(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, "\\$&").replaceAll(/\p{Control}/gu, escapeControl);
  return `"${escaped}"`;
}

function escapeControl(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
