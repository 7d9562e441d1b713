/** Say nothing about a value's shape. */
export const annotations: ReadonlySet<string> = new Set([
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "default",
  "deprecated",
  "description",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
  "x-data-class",
]);

/** Narrow the values of a type. No language's types say that; the host's validators check it. */
export const constraints: ReadonlySet<string> = new Set([
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "uniqueItems",
]);

/** Say what a value is made of. */
export const shapes: ReadonlySet<string> = new Set([
  "$ref",
  "additionalProperties",
  "anyOf",
  "const",
  "enum",
  "items",
  "oneOf",
  "properties",
  "required",
  "type",
]);

/** What to write in place of a keyword that types cannot express. */
const adviceByKeyword: ReadonlyMap<string, string> = new Map([
  ["$anchor", "refer to a definition as #/$defs/name"],
  ["$dynamicAnchor", "refer to a definition as #/$defs/name"],
  ["$dynamicRef", "refer to a definition as #/$defs/name"],
  ["allOf", "write the members of all of them into one object"],
  ["definitions", "call it $defs (draft 2020-12)"],
  ["nullable", 'write null into the type: ["string", "null"]'],
  ["patternProperties", "use additionalProperties with one schema for every value"],
  ["prefixItems", "use an object with a name for each item"],
  ["unevaluatedItems", "leave it out"],
  ["unevaluatedProperties", "use additionalProperties"],
]);

const checkedInCode: ReadonlySet<string> = new Set([
  "contains",
  "dependencies",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "if",
  "maxContains",
  "minContains",
  "not",
  "propertyNames",
  "then",
]);

/** What to do about a keyword that is none of the above. */
export function advice(keyword: string): string {
  if (checkedInCode.has(keyword)) return "leave it out and check it in the plugin";
  return adviceByKeyword.get(keyword) ?? "leave it out, or mend its spelling";
}
