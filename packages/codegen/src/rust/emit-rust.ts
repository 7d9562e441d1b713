import type { EnumType, Field, FieldType, MessageModel, ObjectType } from "../message-model.ts";
import { pascalCase, valueNames } from "../names.ts";
import { constantType } from "./constants.ts";
import { docComment } from "./doc-comment.ts";
import { fieldName, literal, typeName } from "./identifiers.ts";
import { holdsItself } from "./recursion.ts";

/** How to emit Rust. */
export interface RustOptions {
  /** The file's first line without its comment marks: what it was made from. */
  readonly source: string;
}

const presentHelper = `/// Reads a member that may be absent, whose null serde would otherwise take for absence.
fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}
`;

/**
 * Rust types for serde, formatted as rustfmt does. Fields are declared in the order in which RFC 8785 writes them.
 *
 * | the schema | the field | absent | null |
 * | --- | --- | --- | --- |
 * | required | `T` | error | error |
 * | required, nullable | `Option<T>` | error | `None` |
 * | optional | `Option<T>` | `None` | error |
 * | optional, nullable | `Option<Option<T>>` | `None` | `Some(None)` |
 *
 * Any JSON is a `serde_json::Value`; a project whose messages have such members depends on serde_json.
 */
export function emitRust(model: MessageModel, { source }: RustOptions): string {
  const constants = new Map<string, string>();
  const types = model.types.map((type) =>
    type.kind === "enum" ? enumType(type) : structType(model, type, constants),
  );
  const body = [...types, ...constants.values()];
  if (model.types.some((type) => type.kind === "object" && type.fields.some(({ required }) => !required))) {
    body.push(presentHelper);
  }
  const text = body.join("\n");
  return [
    `// ${source}\n`,
    "// What a message has and this plugin does not use is no mistake.\n",
    "#![allow(dead_code, missing_docs, clippy::pedantic)]\n\n",
    `${imports(text)}\n`,
    text,
  ].join("");
}

function imports(text: string): string {
  const used = ["Deserialize", "Deserializer", "Serialize", "Serializer"].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(text),
  );
  const serde = used.length === 1 ? `use serde::${used[0]};\n` : `use serde::{${used.join(", ")}};\n`;
  return text.includes("BTreeMap<") ? `${serde}use std::collections::BTreeMap;\n` : serde;
}

function enumType({ name, description, values }: EnumType): string {
  const variants = valueNames(values, pascalCase).map((variant, index) => {
    const value = values[index] as string;
    return (variant === value ? "" : `    #[serde(rename = ${literal(value)})]\n`) + `    ${variant},\n`;
  });
  return `${docComment(description)}#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ${typeName(name)} {
${variants.join("")}}
`;
}

function structType(model: MessageModel, type: ObjectType, constants: Map<string, string>): string {
  const { name, description, closed, fields } = type;
  const attribute = closed ? "#[serde(deny_unknown_fields)]\n" : "";
  const head = `${docComment(description)}#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
${attribute}pub struct ${typeName(name)}`;
  if (fields.length === 0) return `${head} {}\n`;
  return `${head} {\n${fields.map((field) => structField(model, name, field, constants)).join("")}}\n`;
}

function structField(
  model: MessageModel,
  owner: string,
  field: Field,
  constants: Map<string, string>,
): string {
  const { key, description, required, nullable } = field;
  const name = fieldName(key);
  const attributes: string[] = [];
  if (name.replace(/^r#/, "") !== key) attributes.push(`rename = ${literal(key)}`);
  // Naming the function keeps serde from taking a missing member for null.
  if (required && nullable) attributes.push('deserialize_with = "Option::deserialize"');
  if (!required) {
    attributes.push("default", 'deserialize_with = "present"', 'skip_serializing_if = "Option::is_none"');
  }

  let type = rustType(field.type, `${owner} ${key}`, constants);
  if (field.type.kind === "named" && holdsItself(model, owner, field.type.name)) type = `Box<${type}>`;
  if (nullable) type = `Option<${type}>`;
  if (!required) type = `Option<${type}>`;
  return `${docComment(description, "    ")}${serdeAttribute(attributes)}    pub ${name}: ${type},\n`;
}

/** On one line where rustfmt keeps it there: attributes of up to 70 columns. */
function serdeAttribute(attributes: readonly string[]): string {
  if (attributes.length === 0) return "";
  const line = attributes.join(", ");
  if (line.length <= 70) return `    #[serde(${line})]\n`;
  return `    #[serde(\n${attributes.map((each) => `        ${each}`).join(",\n")}\n    )]\n`;
}

function rustType(type: FieldType, path: string, constants: Map<string, string>): string {
  switch (type.kind) {
    case "string":
      return "String";
    case "number":
      return "f64";
    case "integer":
      return `i${type.bits}`;
    case "boolean":
      return "bool";
    case "array": {
      const items = rustType(type.items, `${path} item`, constants);
      return type.nullableItems ? `Vec<Option<${items}>>` : `Vec<${items}>`;
    }
    case "map":
      return `BTreeMap<String, ${rustType(type.values, `${path} value`, constants)}>`;
    case "named":
      return typeName(type.name);
    case "constant": {
      const name = typeName(pascalCase(path));
      constants.set(name, constantType(name, type.value));
      return name;
    }
    case "json":
      return "serde_json::Value";
  }
}
