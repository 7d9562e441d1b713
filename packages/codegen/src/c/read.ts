import type { EnumType, FieldType, MessageModel, ObjectType } from "../message-model.ts";
import { type DeclaredTypes, itemsOf, type ListDeclaration } from "./declared-types.ts";
import { itemType } from "./declarations.ts";
import { layOut } from "./layout.ts";
import { literal, numberLiteral, textLiteral } from "./literal.ts";
import { type Member, membersOf } from "./members.ts";

/** The call that reads a value into the place of an address. */
function readCall(type: FieldType, address: string, types: DeclaredTypes, indent: string): string {
  switch (type.kind) {
    case "string":
      return `${indent}vial_json_read_string(reader, ${address});\n`;
    case "json":
      return `${indent}vial_json_read_any(reader, ${address});\n`;
    case "number":
      return `${indent}vial_json_read_number(reader, ${address});\n`;
    case "integer":
      return `${indent}vial_json_read_int${type.bits}(reader, ${address});\n`;
    case "boolean":
      return `${indent}vial_json_read_boolean(reader, ${address});\n`;
    case "constant":
      return expectCall(type.value, indent);
    case "array":
    case "map":
      return `${indent}read_${types.tagOfList(type)}(reader, ${address});\n`;
    case "named":
      return `${indent}read_${types.named(type.name).tag}(reader, ${address});\n`;
  }
}

function expectCall(value: string | number | boolean, indent: string): string {
  const problem = literal(`expected ${JSON.stringify(value)}`);
  const argument =
    typeof value === "string"
      ? textLiteral(value)
      : typeof value === "number"
        ? numberLiteral(value)
        : String(value);
  return `${layOut(`${indent}vial_json_expect_${typeof value}`, ["reader", argument, problem], ";")}\n`;
}

/** Statements that read a value which may be null. */
function readNullable(flag: string, readValue: (indent: string) => string, indent: string): string {
  return (
    `${indent}${flag} = vial_json_read_null(reader);\n` +
    `${indent}if (!${flag})\n${readValue(`${indent}  `)}`
  );
}

/** The body of the function that reads an object. */
export function readObject(model: MessageModel, type: ObjectType, types: DeclaredTypes): string {
  const members = membersOf(model, type);
  const required = members.filter(({ field }) => field.required);
  const { tag } = types.named(type.name);
  const branches = members.map((member) => {
    const condition = `vial_text_equals(key, ${textLiteral(member.field.key)})`;
    return `if (${condition}) {\n${readMember(member, types)}    } else `;
  });
  const other = type.closed
    ? 'vial_json_fail(reader, "expected no such member");'
    : "vial_json_skip(reader);";
  return [
    "  struct vial_text key;\n",
    ...required.map(({ name }) => `  bool met_${name} = false;\n`),
    `  *value = (struct ${tag}){0};\n`,
    "  vial_json_open_object(reader);\n",
    "  while (vial_json_next_member(reader, &key)) {\n",
    branches.length === 0 ? `    ${other}\n` : `    ${branches.join("")}{\n      ${other}\n    }\n`,
    "  }\n",
    ...required.map(
      ({ name, field }) =>
        `  if (!met_${name})\n    return vial_json_fail_missing(reader, ${textLiteral(field.key)});\n`,
    ),
    "  return !vial_json_failed(reader);\n",
  ].join("");
}

function readMember({ field, name, presence, nullness, isPointer }: Member, types: DeclaredTypes): string {
  const indent = "      ";
  const flag = presence === undefined ? `met_${name}` : `value->${presence}`;
  const place = `value->${name}`;
  const readValue = (within: string): string => {
    if (!isPointer) return readCall(field.type, `&${place}`, types, within);
    const read = readCall(field.type, place, types, `${within}  `);
    return `${within}${place} = vial_json_reserve(reader, sizeof *${place});\n${within}if (${place} != NULL)\n${read}`;
  };
  if (nullness === undefined) return `${indent}${flag} = true;\n${readValue(indent)}`;
  const isNull = `value->${nullness}`;
  if (!isPointer) return `${indent}${flag} = true;\n${readNullable(isNull, readValue, indent)}`;
  return (
    `${indent}${flag} = true;\n${indent}${isNull} = vial_json_read_null(reader);\n` +
    `${indent}if (!${isNull}) {\n${readValue(`${indent}  `)}${indent}}\n`
  );
}

/** The body of the function that reads an array or map. */
export function readList(list: ListDeclaration, types: DeclaredTypes): string {
  const isMap = list.type.kind === "map";
  const isStored = itemType(list, types) !== undefined;
  return [
    isMap ? "  struct vial_text key;\n" : "",
    isStored ? "  size_t capacity = 0;\n" : "",
    `  *value = (struct ${list.tag}){0};\n`,
    `  vial_json_open_${isMap ? "object" : "array"}(reader);\n`,
    `  while (${isMap ? "vial_json_next_member(reader, &key)" : "vial_json_next_item(reader)"}) {\n`,
    isStored ? moreItems : "",
    readItem(list, isStored, types),
    "  }\n",
    isMap ? sortMembers : "",
    "  return !vial_json_failed(reader);\n",
  ].join("");
}

const moreItems = `    if (value->count == capacity) {
      value->items = vial_json_more_items(reader, value->items, &capacity, sizeof *value->items);
      if (value->items == NULL)
        return false;
    }
`;

const sortMembers = `  if (vial_json_failed(reader))
    return false;
  size_t count = vial_json_sort_members(value->items, value->count, sizeof *value->items);
  if (count == SIZE_MAX)
    return vial_json_fail(reader, "memory is full");
  value->count = count;
`;

function readItem({ tag, type }: ListDeclaration, isStored: boolean, types: DeclaredTypes): string {
  const values = itemsOf(type);
  if (!isStored) return `${readCall(values, "", types, "    ")}    value->count++;\n`;
  if (type.kind === "map") {
    const member = `    struct ${tag}_member *member = &value->items[value->count++];\n`;
    return `${member}    member->key = key;\n${readCall(values, "&member->value", types, "    ")}`;
  }
  if (!type.nullableItems) return readCall(values, "&value->items[value->count++]", types, "    ");
  const item = `    struct ${tag}_item *item = &value->items[value->count++];\n`;
  return (
    item + readNullable("item->is_null", (within) => readCall(values, "&item->value", types, within), "    ")
  );
}

/** What is said of a string that is none of a set. */
export function expectedOneOf({ values }: EnumType): string {
  return literal(`expected one of ${values.map((value) => `"${value}"`).join(", ")}`);
}

/** The body of the function that reads a string out of a set. */
export function readEnum(type: EnumType, types: DeclaredTypes): string {
  const { tag } = types.named(type.name);
  const args = ["reader", `${tag}_values`, `${type.values.length}`, `${tag}_expected`, "&choice"];
  return [
    "  unsigned choice;\n",
    `${layOut("  if (!vial_json_read_choice", args, ")")}\n    return false;\n`,
    `  *value = (enum ${tag})choice;\n  return true;\n`,
  ].join("");
}
