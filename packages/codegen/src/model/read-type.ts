import type { FieldType, NamedType } from "../message-model.ts";
import { integerBits } from "./integer-bits.ts";
import { advice, annotations, constraints, shapes } from "./keywords.ts";
import { describe, nameOf } from "./named.ts";
import { readObject } from "./read-object.ts";
import { referred, refuse, within, type SchemaObject, type SchemaPlace } from "./schema-place.ts";

/** A type, and whether null is a value as well. */
export interface ReadType {
  readonly type: FieldType;
  readonly nullable: boolean;
}

/** Takes in the types that have a name. */
export interface NamedTypes {
  /** Calls `read` unless the schema at this place was read before or is being read, as happens in a recursive type. */
  define(place: SchemaPlace, name: string, read: () => NamedType): FieldType;
}

/** Reads the type a schema describes, and defines the named ones it is made of. */
export function readType(place: SchemaPlace, types: NamedTypes, aliases: readonly string[] = []): ReadType {
  if (place.schema === true) return { type: { kind: "json" }, nullable: false };
  if (place.schema === false) refuse(place, "", "nothing is valid here", "leave the member out");
  const schema = place.schema as SchemaObject;
  checkKeywords(place, schema);

  if (typeof schema["$ref"] === "string") {
    onlyWith(place, schema, "$ref");
    const target = referred(place, schema["$ref"]);
    if (aliases.includes(target.pointer))
      refuse(place, "$ref", "it leads back to itself", "put an object in between");
    return readType(target, types, [...aliases, target.pointer]);
  }
  for (const keyword of ["anyOf", "oneOf"] as const) {
    if (Array.isArray(schema[keyword])) return readNullable(place, schema, keyword, types, aliases);
  }
  if ("const" in schema) return { type: readConstant(place, schema["const"]), nullable: false };
  if (Array.isArray(schema["enum"])) return readEnum(place, schema, schema["enum"], types);
  return readByType(place, schema, types, aliases);
}

function checkKeywords(place: SchemaPlace, schema: SchemaObject): void {
  for (const keyword of Object.keys(schema)) {
    if (annotations.has(keyword) || constraints.has(keyword) || shapes.has(keyword)) continue;
    refuse(place, keyword, `"${keyword}" cannot be expressed in every language`, advice(keyword));
  }
}

/** Refuses what else a schema says beside one keyword. */
function onlyWith(place: SchemaPlace, schema: SchemaObject, keyword: string): void {
  const other = Object.keys(schema).find((each) => each !== keyword && !annotations.has(each));
  if (other !== undefined) refuse(place, other, `"${other}" beside "${keyword}"`, "say it in one place");
}

function readNullable(
  place: SchemaPlace,
  schema: SchemaObject,
  keyword: "anyOf" | "oneOf",
  types: NamedTypes,
  aliases: readonly string[],
): ReadType {
  onlyWith(place, schema, keyword);
  const choices = schema[keyword] as readonly unknown[];
  const other = choices.findIndex((choice) => !isNull(choice));
  if (choices.length !== 2 || other === -1 || !choices.some(isNull)) {
    refuse(
      place,
      keyword,
      "a choice of schemas has no type in every language",
      "choose between null and one schema, or use an object whose members are optional",
    );
  }
  const { type } = readType(within(place, place.name, keyword, other), types, aliases);
  return { type, nullable: true };
}

function readConstant(place: SchemaPlace, value: unknown): FieldType {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "constant", value };
  }
  return refuse(place, "const", "a constant that is no string, number or boolean", "describe its type");
}

function readEnum(
  place: SchemaPlace,
  schema: SchemaObject,
  values: readonly unknown[],
  types: NamedTypes,
): ReadType {
  const strings = values.filter((value) => typeof value === "string");
  const nullable = values.includes(null);
  if (strings.length === 0 || strings.length + (nullable ? 1 : 0) !== values.length) {
    refuse(
      place,
      "enum",
      "values that are no strings",
      'use strings, or "integer" with a minimum and a maximum',
    );
  }
  const type = types.define(place, nameOf(place, schema), () => ({
    kind: "enum",
    name: nameOf(place, schema),
    ...describe(schema),
    values: strings,
  }));
  return { type, nullable };
}

function readByType(
  place: SchemaPlace,
  schema: SchemaObject,
  types: NamedTypes,
  aliases: readonly string[],
): ReadType {
  const names = typesOf(schema);
  const nullable = names.includes("null");
  const [name, ...others] = names.filter((each) => each !== "null");
  if (others.length > 0) refuse(place, "type", "more than one type", "choose one, with or without null");
  switch (name) {
    case "string":
    case "number":
    case "boolean":
      return { type: { kind: name }, nullable };
    case "integer":
      return { type: { kind: "integer", bits: integerBits(schema) }, nullable };
    case "array":
      return { type: readArray(place, schema, types, aliases), nullable };
    case "object":
      return { type: readObject(place, schema, types, aliases), nullable };
    case undefined: {
      if (nullable) refuse(place, "type", "null alone", "leave the member out");
      const said = Object.keys(schema).find((keyword) => !annotations.has(keyword));
      if (said !== undefined) refuse(place, said, `"${said}" without a type`, "say which type it has");
      return { type: { kind: "json" }, nullable: false };
    }
    default:
      return refuse(place, "type", "not a type of JSON Schema", "mend its spelling");
  }
}

function readArray(
  place: SchemaPlace,
  schema: SchemaObject,
  types: NamedTypes,
  aliases: readonly string[],
): FieldType {
  if (schema["items"] === undefined) return { kind: "array", items: { kind: "json" }, nullableItems: false };
  const { type, nullable } = readType(within(place, `${place.name} item`, "items"), types, aliases);
  return { kind: "array", items: type, nullableItems: nullable };
}

function isNull(schema: unknown): boolean {
  return (schema as SchemaObject)["type"] === "null";
}

function typesOf(schema: SchemaObject): readonly unknown[] {
  const { type = [] } = schema;
  return Array.isArray(type) ? type : [type];
}
