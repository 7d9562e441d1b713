import { annotations } from "./keywords.ts";
import type { SchemaObject } from "./schema-place.ts";

/** Keywords whose members are named by the schema's author and hold schemas. */
const maps: ReadonlySet<string> = new Set(["$defs", "dependentSchemas", "patternProperties", "properties"]);

/** Keywords that hold a schema, or an array of them. */
const schemas: ReadonlySet<string> = new Set([
  "additionalProperties",
  "allOf",
  "anyOf",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "oneOf",
  "prefixItems",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/** A copy of a schema, with `change` made to it and every schema within, the inner ones first. */
export function mapSchemas(schema: unknown, change: (schema: SchemaObject) => SchemaObject): unknown {
  if (Array.isArray(schema)) return schema.map((each) => mapSchemas(each, change));
  if (typeof schema !== "object" || schema === null) return schema;
  const mapped = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (schemas.has(keyword)) return [keyword, mapSchemas(value, change)];
    if (!maps.has(keyword)) return [keyword, structuredClone(value) as unknown];
    const members = Object.entries(value as object);
    return [keyword, Object.fromEntries(members.map(([key, member]) => [key, mapSchemas(member, change)]))];
  });
  return change(Object.fromEntries(mapped));
}

/** Whether a schema says nothing about its values. */
export function isAnything(schema: SchemaObject): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword));
}
