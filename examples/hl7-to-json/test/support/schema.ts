import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Document } from "./document.ts";

type Schema = { readonly [keyword: string]: unknown };

const root: Schema = JSON.parse(
  readFileSync(new URL("../../schemas/document.schema.json", import.meta.url), "utf8"),
);

/** Keywords that say nothing about a value. */
const annotations = new Set(["$schema", "$id", "$defs", "title", "description", "examples"]);

type Check = (value: unknown, expected: never, schema: Schema) => boolean;

/** JSON Schema 2020-12, as much of it as the schema uses. */
const checks: Readonly<Record<string, Check>> = {
  $ref: (value, reference: string) => matches(value, definition(reference)),
  type: (value, type: string) => typeOf(value) === type,
  enum: (value, allowed: unknown[]) => allowed.some((one) => isDeepStrictEqual(one, value)),
  anyOf: (value, schemas: Schema[]) => schemas.some((schema) => matches(value, schema)),
  pattern: (value, pattern: string) => new RegExp(pattern, "u").test(value as string),
  minItems: (value, count: number) => (value as unknown[]).length >= count,
  items: (value, schema: Schema) => (value as unknown[]).every((item) => matches(item, schema)),
  required: (value, names: string[]) => names.every((name) => Object.hasOwn(value as object, name)),
  properties: (value, properties: Record<string, Schema>) =>
    Object.entries(properties).every(([name, schema]) =>
      matches((value as Record<string, unknown>)[name], schema),
    ),
  additionalProperties: (value, allowed: boolean, schema) =>
    allowed || Object.keys(value as object).every((name) => name in (schema["properties"] as object)),
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function definition(reference: string): Schema {
  const name = reference.replace("#/$defs/", "");
  return (root["$defs"] as Record<string, Schema>)[name] as Schema;
}

/** `type` comes first in every object of the schema, so the other keywords meet values of that type. */
function matches(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, expected]) => {
    if (annotations.has(keyword)) return true;
    const check = checks[keyword];
    if (!check) throw new Error(`the schema uses ${keyword}, which nothing here checks`);
    return check(value, expected as never, schema);
  });
}

/**
 * Checks a value against `document.schema.json`.
 *
 * @throws Error if it does not conform.
 */
export function conforms(value: unknown): asserts value is Document {
  if (!matches(value, root)) throw new Error("the document does not conform to document.schema.json");
}
