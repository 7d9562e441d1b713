import type { MessageModel, NamedType } from "../message-model.ts";
import { SchemaError } from "../schema-error.ts";
import { stem, type SchemaFile } from "../schema-file.ts";
import { checkSchema } from "./check-schema.ts";
import { readType, type NamedTypes } from "./read-type.ts";
import type { SchemaPlace } from "./schema-place.ts";

interface Definition {
  readonly place: SchemaPlace;
  /** Undefined while it is being read. */
  type?: NamedType;
}

/**
 * Reads what schemas of draft 2020-12 say into a {@link MessageModel}. Each schema is one message: an object.
 *
 * A type is named by its `title`; without one by its key in `$defs`, or by the member it belongs to
 * (`ReadingsUnit`). Types of the same name have to be the same, in whatever file, and become one.
 *
 * Keywords that narrow values (`minimum`, `pattern` …) have no counterpart in types: the host's validators check them.
 *
 * @throws {@link SchemaError} for what cannot be expressed in every language
 */
export function readModel(schemas: readonly SchemaFile[]): MessageModel {
  const definitions = new Map<string, Definition>();
  const places = new Set<string>();
  // Types are added once they are complete, so each comes after those it refers to.
  const ordered: NamedType[] = [];

  const types: NamedTypes = {
    define(place, name, read) {
      const where = `${place.file}#${place.pointer}`;
      if (places.has(where)) return { kind: "named", name };
      places.add(where);
      const earlier = definitions.get(name);
      const definition: Definition = { place };
      if (earlier === undefined) definitions.set(name, definition);
      const type = read();
      if (earlier === undefined) {
        definition.type = type;
        ordered.push(type);
      } else if (!same(earlier.type, type)) {
        throw new SchemaError(
          place.file,
          place.pointer,
          `another type than ${earlier.place.file}#${earlier.place.pointer}, but also called ${name}`,
          "give one of them another title",
        );
      }
      return { kind: "named", name };
    },
  };

  const roots = schemas.map((file) => {
    checkSchema(file);
    const { name, schema } = file;
    const { type, nullable } = readType(
      { file: name, root: schema, pointer: "", schema, name: stem(file) },
      types,
    );
    if (type.kind !== "named" || nullable) {
      throw new SchemaError(name, "", "a message that is not an object", "put it into a member of an object");
    }
    return type.name;
  });
  return { types: ordered, roots: [...new Set(roots)] };
}

/** Whether two types are the same but for what is said of them. */
function same(one: NamedType | undefined, other: NamedType): boolean {
  return JSON.stringify(one, withoutDescription) === JSON.stringify(other, withoutDescription);
}

function withoutDescription(key: string, value: unknown): unknown {
  return key === "description" ? undefined : value;
}
