import { pascalCase } from "../names.ts";
import { refuse, type SchemaObject, type SchemaPlace } from "./schema-place.ts";

/** What the type a schema describes is called: its title, or the name its place gives it. */
export function nameOf(place: SchemaPlace, schema: SchemaObject): string {
  const { title } = schema;
  const name = pascalCase(typeof title === "string" ? title : place.name);
  if (!/^[A-Z]/.test(name))
    refuse(place, "title", "not a name for a type", "write a title that begins with a letter");
  return name;
}

/** A schema's description, to spread into what it describes. */
export function describe(schema: unknown): { readonly description?: string } {
  const { description } = schema as { readonly description?: unknown };
  return typeof description === "string" ? { description } : {};
}
