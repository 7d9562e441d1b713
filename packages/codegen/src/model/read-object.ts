import type { Field, FieldType } from "../message-model.ts";
import { words } from "../names.ts";
import { describe, nameOf } from "./named.ts";
import { readType, type NamedTypes } from "./read-type.ts";
import { refuse, within, type SchemaObject, type SchemaPlace } from "./schema-place.ts";

/** Reads the type of a schema of objects: a named type where it names members, else a map. */
export function readObject(
  place: SchemaPlace,
  schema: SchemaObject,
  types: NamedTypes,
  aliases: readonly string[],
): FieldType {
  const { properties, additionalProperties = true } = schema;
  if (properties === undefined && additionalProperties !== false) {
    const values = readType(
      within({ ...place, schema: { additionalProperties } }, `${place.name} value`, "additionalProperties"),
      types,
      aliases,
    );
    if (values.nullable)
      refuse(place, "additionalProperties", "values that may be null", "leave such members out");
    return { kind: "map", values: values.type };
  }
  if (typeof additionalProperties === "object") {
    refuse(
      place,
      "additionalProperties",
      "known members beside others with a schema",
      "put the others in a member of their own",
    );
  }
  const name = nameOf(place, schema);
  return types.define(place, name, () => ({
    kind: "object",
    name,
    ...describe(schema),
    closed: additionalProperties === false,
    fields: readFields(place, schema, types),
  }));
}

function readFields(place: SchemaPlace, schema: SchemaObject, types: NamedTypes): Field[] {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, SchemaObject>>;
  const required = (schema["required"] ?? []) as readonly string[];
  const unknown = required.find((key) => !Object.hasOwn(properties, key));
  if (unknown !== undefined)
    refuse(place, "required", `no member is called "${unknown}"`, "add it to properties");
  const keysByName = new Map<string, string>();
  // Strings compare by UTF-16 code units.
  return Object.keys(properties)
    .toSorted()
    .map((key) => {
      const member = within(place, `${nameOf(place, schema)} ${key}`, "properties", key);
      const name = words(key).join(" ");
      const other = keysByName.get(name);
      if (name === "") refuse(member, "", "a name without letters and digits", "choose another one");
      if (other !== undefined)
        refuse(member, "", `"${other}" and "${key}" become one name`, "rename one of them");
      keysByName.set(name, key);
      const { type, nullable } = readType(member, types);
      return { key, ...describe(properties[key]), required: required.includes(key), nullable, type };
    });
}
