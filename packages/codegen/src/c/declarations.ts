import type { EnumType, MessageModel, ObjectType } from "../message-model.ts";
import { cType, type DeclaredTypes, itemsOf, type ListDeclaration } from "./declared-types.ts";
import { enumerators } from "./identifiers.ts";
import { comment, layOut } from "./layout.ts";
import { type Member, membersOf } from "./members.ts";

/** The declarations of all types, each after those it holds. */
export function declareAll(model: MessageModel, types: DeclaredTypes): string[] {
  const enums = model.types.filter((type) => type.kind === "enum");
  const objects = model.types.filter((type) => type.kind === "object");
  return [
    ...enums.map((type) => declareEnum(type, types)),
    // They hold but pointers to what comes later.
    ...types.lists.map((list) => declareList(list, types)),
    ...inOrder(model, objects).map((type) => declareObject(model, type, types)),
    ...types.lists.map((list) => declareItem(list, types)).filter((text) => text !== ""),
  ];
}

/** Objects after those that are part of them. */
function inOrder(model: MessageModel, objects: readonly ObjectType[]): ObjectType[] {
  const ordered = new Set<ObjectType>();
  function add(type: ObjectType): void {
    for (const { field, isPointer } of membersOf(model, type)) {
      if (isPointer || field.type.kind !== "named") continue;
      const { name } = field.type;
      const part = objects.find((object) => object.name === name);
      if (part) add(part);
    }
    ordered.add(type);
  }
  for (const type of objects) add(type);
  return [...ordered];
}

function declareEnum({ name, description, values }: EnumType, types: DeclaredTypes): string {
  const { tag } = types.named(name);
  const lines = enumerators(tag, values).map((enumerator) => `  ${enumerator},\n`);
  return `${comment(description)}enum ${tag} {\n${lines.join("")}};\n`;
}

/** What a list points to: its items' type, or a structure with what goes with them. */
export function itemType({ tag, type }: ListDeclaration, types: DeclaredTypes): string | undefined {
  if (type.kind === "map") return `struct ${tag}_member `;
  return type.nullableItems ? `struct ${tag}_item ` : cType(type.items, types);
}

function declareList(list: ListDeclaration, types: DeclaredTypes): string {
  const item = itemType(list, types);
  const pointer = item === undefined ? "" : `  ${item}*items;\n`;
  return `struct ${list.tag} {\n${pointer}  size_t count;\n};\n`;
}

function declareItem({ tag, type }: ListDeclaration, types: DeclaredTypes): string {
  const value = cType(itemsOf(type), types);
  const valueMember = value === undefined ? "" : `  ${value}value;\n`;
  if (type.kind === "map") return `struct ${tag}_member {\n  struct vial_text key;\n${valueMember}};\n`;
  return type.nullableItems ? `struct ${tag}_item {\n  bool is_null;\n${valueMember}};\n` : "";
}

function declareObject(model: MessageModel, type: ObjectType, types: DeclaredTypes): string {
  const { tag } = types.named(type.name);
  const members = membersOf(model, type).map((member) => declareMember(member, types));
  const body = members.join("");
  // A structure of C has at least one member.
  return `${comment(type.description)}struct ${tag} {\n${body === "" ? "  bool nothing;\n" : body}};\n`;
}

function declareMember({ field, name, presence, nullness, isPointer }: Member, types: DeclaredTypes): string {
  const value = cType(field.type, types);
  const lines = [
    ...(presence === undefined ? [] : [`  bool ${presence};\n`]),
    ...(nullness === undefined ? [] : [`  bool ${nullness};\n`]),
    ...(value === undefined ? [] : [`  ${value}${isPointer ? "*" : ""}${name};\n`]),
  ];
  return lines.length === 0 ? "" : comment(field.description, "  ") + lines.join("");
}

/** The head of the function that reads a type, with a `tail` behind it. `storage` is `static ` or nothing. */
export function readHead(tag: string, keyword: string, storage: string, tail: string): string {
  const args = ["struct vial_json_reader *reader", `${keyword} ${tag} *value`];
  return layOut(`${storage}bool read_${tag}`, args, tail);
}

/** The head of the function that writes a type. */
export function writeHead(tag: string, keyword: string, storage: string, tail: string): string {
  const value = keyword === "enum" ? `enum ${tag} value` : `const struct ${tag} *value`;
  return layOut(`${storage}void write_${tag}`, ["struct vial_json_writer *writer", value], tail);
}
