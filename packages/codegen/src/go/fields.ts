import type { Field, FieldType } from "../message-model.ts";
import { comment } from "./doc-comment.ts";
import { fieldName, typeName } from "./identifiers.ts";

/** How a field says that its member is absent or null. */
export type Presence = "always" | "pointer" | "empty" | "nullable" | "constant" | "flag";

/** See the table at `emitGo`. */
export function presence({ type, required, nullable }: Field): Presence {
  if (!required && nullable) return "nullable";
  if (nullable) return "pointer";
  if (type.kind === "constant") return required ? "constant" : "flag";
  if (required) return "always";
  return type.kind === "array" || type.kind === "map" || type.kind === "json" ? "empty" : "pointer";
}

/** A struct's lines. gofmt aligns the types of fields that no comment stands between. */
export function structFields(fields: readonly Field[]): string[] {
  const groups: { comments: string[]; members: { name: string; type: string }[] }[] = [];
  for (const field of fields) {
    if (presence(field) === "constant") continue;
    const member = { name: fieldName(field.key), type: declaredType(field) };
    const comments = comment(field.description);
    const last = groups.at(-1);
    if (comments.length === 0 && last !== undefined) last.members.push(member);
    else groups.push({ comments, members: [member] });
  }
  return groups.flatMap(({ comments, members }) => {
    const width = Math.max(...members.map(({ name }) => name.length));
    return [...comments, ...members.map(({ name, type }) => `${name.padEnd(width)} ${type}`)];
  });
}

function declaredType(field: Field): string {
  switch (presence(field)) {
    case "nullable":
      return `json.Nullable[${goType(field.type)}]`;
    case "pointer":
      return `*${goType(field.type)}`;
    case "flag":
      return "bool";
    default:
      return goType(field.type);
  }
}

/** The Go type of a value that is there. */
export function goType(type: FieldType): string {
  switch (type.kind) {
    case "string":
      return "string";
    case "number":
      return "float64";
    case "integer":
      return `int${type.bits}`;
    case "boolean":
      return "bool";
    case "constant":
      // Only where there is more to say than whether it is there: in an array or a map, or beside null.
      return "struct{}";
    case "array":
      return `[]${type.nullableItems ? "*" : ""}${goType(type.items)}`;
    case "map":
      return `map[string]${goType(type.values)}`;
    case "named":
      return typeName(type.name);
    case "json":
      return "json.Raw";
  }
}
