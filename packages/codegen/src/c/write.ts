import type { EnumType, FieldType, MessageModel, ObjectType } from "../message-model.ts";
import { type DeclaredTypes, itemsOf, type ListDeclaration } from "./declared-types.ts";
import { literal, textLiteral } from "./literal.ts";
import { type Member, membersOf } from "./members.ts";

/** The call that writes the value of an expression. */
function writeCall(type: FieldType, value: string, types: DeclaredTypes, indent: string): string {
  switch (type.kind) {
    case "string":
      return `${indent}vial_json_write_string(writer, ${value});\n`;
    case "json":
      return `${indent}vial_json_write_any(writer, ${value});\n`;
    case "number":
      return `${indent}vial_json_write_number(writer, ${value});\n`;
    case "integer":
      return `${indent}vial_json_write_integer(writer, ${value});\n`;
    case "boolean":
      return `${indent}vial_json_write_boolean(writer, ${value});\n`;
    case "constant":
      return `${indent}vial_json_write_raw(writer, ${textLiteral(JSON.stringify(type.value))});\n`;
    case "array":
    case "map":
      return `${indent}write_${types.tagOfList(type)}(writer, &${value});\n`;
    case "named": {
      const { tag, type: named } = types.named(type.name);
      return `${indent}write_${tag}(writer, ${named.kind === "enum" ? "" : "&"}${value});\n`;
    }
  }
}

function writeNullable(flag: string, write: (indent: string) => string, indent: string): string {
  return `${indent}if (${flag})\n${indent}  vial_json_write_null(writer);\n${indent}else\n${write(`${indent}  `)}`;
}

/** The body of the function that writes an object. */
export function writeObject(model: MessageModel, type: ObjectType, types: DeclaredTypes): string {
  const members = membersOf(model, type);
  const unused = members.every((member) => !needsValue(member)) ? "  (void)value;\n" : "";
  const written = members.map((member) => writeMember(member, types)).join("");
  return `${unused}  vial_json_write_bracket(writer, '{');\n${written}  vial_json_write_bracket(writer, '}');\n`;
}

function needsValue({ field, presence, nullness }: Member): boolean {
  return field.type.kind !== "constant" || presence !== undefined || nullness !== undefined;
}

function writeMember({ field, name, presence, nullness, isPointer }: Member, types: DeclaredTypes): string {
  const indent = presence === undefined ? "  " : "    ";
  // What JSON escapes is escaped in the key already.
  const key = literal(JSON.stringify(field.key).slice(1, -1));
  const value = isPointer ? `*value->${name}` : `value->${name}`;
  const write = (within: string): string =>
    writeCall(field.type, value, types, within).replace("&*value->", "value->");
  const written =
    `${indent}VIAL_JSON_KEY(writer, ${key});\n` +
    (nullness === undefined ? write(indent) : writeNullable(`value->${nullness}`, write, indent));
  return presence === undefined ? written : `  if (value->${presence}) {\n${written}  }\n`;
}

/** The body of the function that writes an array or map. */
export function writeList({ type }: ListDeclaration, types: DeclaredTypes): string {
  const values = itemsOf(type);
  if (type.kind === "map") {
    return (
      "  size_t count = vial_json_sort_members(value->items, value->count, sizeof *value->items);\n" +
      '  if (count == SIZE_MAX)\n    vial_json_write_fail(writer, "memory is full");\n' +
      "  vial_json_write_bracket(writer, '{');\n" +
      "  for (size_t i = 0; i < count && count != SIZE_MAX; i++) {\n" +
      "    vial_json_write_key(writer, value->items[i].key);\n" +
      `${writeCall(values, "value->items[i].value", types, "    ")}  }\n` +
      "  vial_json_write_bracket(writer, '}');\n"
    );
  }
  const item = type.nullableItems
    ? writeNullable(
        "value->items[i].is_null",
        (within) => writeCall(values, "value->items[i].value", types, within),
        "    ",
      )
    : writeCall(values, "value->items[i]", types, "    ");
  return (
    "  vial_json_write_bracket(writer, '[');\n" +
    "  for (size_t i = 0; i < value->count; i++) {\n" +
    `    vial_json_write_comma(writer);\n${item}  }\n` +
    "  vial_json_write_bracket(writer, ']');\n"
  );
}

/** The body of the function that writes a string out of a set. */
export function writeEnum({ name, values }: EnumType, types: DeclaredTypes): string {
  const { tag } = types.named(name);
  return (
    `  if ((unsigned)value < ${values.length})\n` +
    `    vial_json_write_string(writer, ${tag}_values[value]);\n` +
    `  else\n    vial_json_write_fail(writer, ${literal(`expected a value of ${name}`)});\n`
  );
}
