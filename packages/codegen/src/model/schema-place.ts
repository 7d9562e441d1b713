import { SchemaError } from "../schema-error.ts";

/** A JSON Schema that is an object. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** A schema within its file. */
export interface SchemaPlace {
  readonly file: string;
  /** The file's whole schema, for references. */
  readonly root: unknown;
  /** Where the schema is in the file, as a JSON pointer. */
  readonly pointer: string;
  readonly schema: unknown;
  /** What a type made of it is called, unless it has a title; as words. */
  readonly name: string;
}

/** The schema under `keys` of a place's schema. */
export function within(place: SchemaPlace, name: string, ...keys: readonly (string | number)[]): SchemaPlace {
  let { schema, pointer } = place;
  for (const key of keys) {
    schema = (schema as Readonly<Record<string, unknown>>)[key];
    pointer += `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return { ...place, schema, pointer, name };
}

/**
 * Where a `$ref` leads.
 *
 * @throws {@link SchemaError} when it leads to another file or to nothing
 */
export function referred(place: SchemaPlace, reference: string): SchemaPlace {
  if (!/^#(?:\/|$)/.test(reference)) {
    refuse(
      place,
      "$ref",
      "a reference to another file",
      "copy the definition into $defs: equal ones become one type",
    );
  }
  const keys = decodeURIComponent(reference.slice(1))
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let schema = place.root;
  for (const key of keys) {
    if (typeof schema !== "object" || schema === null || !Object.hasOwn(schema, key)) {
      refuse(place, "$ref", `nothing is at ${reference}`, "mend the reference");
    }
    schema = (schema as Readonly<Record<string, unknown>>)[key];
  }
  return { ...place, schema, pointer: reference.slice(1), name: keys.at(-1) ?? place.name };
}

/** Refuses what `keyword` (or the schema itself, where it is empty) says. */
export function refuse(place: SchemaPlace, keyword: string, problem: string, advice: string): never {
  throw new SchemaError(
    place.file,
    keyword === "" ? place.pointer : `${place.pointer}/${keyword}`,
    problem,
    advice,
  );
}
