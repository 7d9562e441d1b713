import type { FieldType, MessageModel, NamedType } from "../message-model.ts";
import { Names, tagOf } from "./identifiers.ts";

export type ListType = Extract<FieldType, { kind: "array" | "map" }>;

/** An array or map: a structure of its own, one for each type of items. */
export interface ListDeclaration {
  readonly tag: string;
  readonly type: ListType;
}

/** What the messages' types are called in C. */
export interface DeclaredTypes {
  readonly lists: readonly ListDeclaration[];
  named(name: string): { readonly tag: string; readonly type: NamedType };
  tagOfList(type: ListType): string;
}

/** Names every type of the model, and the arrays and maps they hold. */
export function declareTypes(model: MessageModel, prefix: string): DeclaredTypes {
  const names = new Names();
  const named = new Map(
    model.types.map((type) => [type.name, { tag: names.take(tagOf(prefix, type.name)), type }]),
  );
  const lists = new Map<string, ListDeclaration>();

  function addLists(type: FieldType): void {
    if (type.kind !== "array" && type.kind !== "map") return;
    addLists(itemsOf(type));
    const key = JSON.stringify(type);
    if (!lists.has(key)) lists.set(key, { tag: names.take(tagOf(prefix, describe(type))), type });
  }
  for (const type of model.types) {
    if (type.kind === "object") for (const field of type.fields) addLists(field.type);
  }

  return {
    lists: [...lists.values()],
    named: (name) => found(named.get(name), name),
    tagOfList: (type) => found(lists.get(JSON.stringify(type)), type.kind).tag,
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the model refers to ${what}, which it does not have`);
  return value;
}

export function itemsOf(type: ListType): FieldType {
  return type.kind === "array" ? type.items : type.values;
}

/** In words, for a tag: an array of nullable numbers is a `nullable number array`. */
function describe(type: FieldType): string {
  switch (type.kind) {
    case "array":
      return `${type.nullableItems ? "nullable " : ""}${describe(type.items)} array`;
    case "map":
      return `${describe(type.values)} map`;
    case "named":
      return type.name;
    case "integer":
      return `int${type.bits}`;
    case "string":
      return "text";
    default:
      return type.kind;
  }
}

/** The C type of values, `undefined` for those that need no storage: there is but one. */
export function cType(type: FieldType, types: DeclaredTypes): string | undefined {
  switch (type.kind) {
    case "string":
    case "json":
      return "struct vial_text ";
    case "number":
      return "double ";
    case "integer":
      return `int${type.bits}_t `;
    case "boolean":
      return "bool ";
    case "constant":
      return undefined;
    case "array":
    case "map":
      return `struct ${types.tagOfList(type)} `;
    case "named": {
      const { tag, type: named } = types.named(type.name);
      return `${named.kind === "enum" ? "enum" : "struct"} ${tag} `;
    }
  }
}
