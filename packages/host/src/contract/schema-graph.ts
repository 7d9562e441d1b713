/** A JSON Schema (draft 2020-12) that is an object; `true` and `false` take no work. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * Which part of a value a subschema is applied to.
 * `same`: the value itself. `property`, `item`: one member or element. `otherProperties`, `otherItems`: those that the
 * keywords beside it do not name. `anyProperty`, `anyItem`: maybe the same ones as the keywords beside it.
 */
export type Target =
  | { readonly kind: "same" }
  | { readonly kind: "property" | "item"; readonly key: string; readonly owner: Schema }
  | { readonly kind: "otherProperties" | "otherItems"; readonly owner: Schema }
  | { readonly kind: "anyProperty" | "anyItem" };

/** One application of a subschema. */
export interface Edge {
  readonly schema: Schema;
  readonly target: Target;
}

/** Thrown for a schema the host does not take; `pointer` says where in the schema. */
export class SchemaRefused extends Error {
  override readonly name = "SchemaRefused";
}

const same: Target = { kind: "same" };
const anyProperty: Target = { kind: "anyProperty" };
const anyItem: Target = { kind: "anyItem" };
const foreignKeywords = ["$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$anchor"];

/** The subschemas that a schema applies, `$ref` among them. */
export function edgesOf(schema: Schema, root: Schema): Edge[] {
  const edges: Edge[] = [];
  const add = (value: unknown, target: Target): void => {
    if (isSchema(value)) edges.push({ schema: value, target });
  };
  const foreign = foreignKeywords.find((keyword) => Object.hasOwn(schema, keyword));
  if (foreign !== undefined) throw new SchemaRefused(`${foreign} is not supported, use $ref with $defs`);
  if (typeof schema["$ref"] === "string") add(resolve(schema["$ref"], root), same);
  for (const keyword of ["allOf", "anyOf", "oneOf"])
    for (const each of listOf(schema[keyword])) add(each, same);
  for (const keyword of ["not", "if", "then", "else"]) add(schema[keyword], same);
  for (const [, each] of membersOf(schema["dependentSchemas"])) add(each, same);
  for (const [key, each] of membersOf(schema["properties"]))
    add(each, { kind: "property", key, owner: schema });
  for (const [, each] of membersOf(schema["patternProperties"])) add(each, anyProperty);
  add(schema["additionalProperties"], { kind: "otherProperties", owner: schema });
  add(schema["unevaluatedProperties"], anyProperty);
  add(schema["propertyNames"], anyProperty);
  for (const [index, each] of listOf(schema["prefixItems"]).entries())
    add(each, { kind: "item", key: String(index), owner: schema });
  add(schema["items"], { kind: "otherItems", owner: schema });
  add(schema["contains"], anyItem);
  add(schema["unevaluatedItems"], anyItem);
  return edges;
}

/** Whether two subschemas may be applied to the same part of a value. */
export function overlap(a: Target, b: Target): boolean {
  if (a.kind === "same" || b.kind === "same") return a.kind === b.kind;
  if (isItem(a) !== isItem(b)) return false;
  if ("key" in a && "key" in b) return a.key === b.key;
  if ("owner" in a && "owner" in b) return a.owner !== b.owner || a.kind === b.kind;
  return true;
}

function isItem({ kind }: Target): boolean {
  return kind === "item" || kind === "otherItems" || kind === "anyItem";
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isSchema(value) ? Object.entries(value) : [];
}

/** RFC 6901, within the same document. */
function resolve(reference: string, root: Schema): unknown {
  if (reference !== "#" && !reference.startsWith("#/"))
    throw new SchemaRefused("a $ref leads out of the schema; put what it names into $defs");
  let value: unknown = root;
  for (const part of reference.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    value = Object.hasOwn(Object(value), key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (value === undefined) throw new SchemaRefused("a $ref names nothing in the schema");
  return value;
}
