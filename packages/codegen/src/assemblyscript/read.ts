import type { Field, FieldType } from "../message-model.ts";
import { hasField, isReference, typeOrNull, valueType, type Enums } from "./fields.ts";
import { fieldName, literal, typeName } from "./identifiers.ts";
import { indent, numbered } from "./lines.ts";

/** Puts the expression of a value into a statement. */
type Assign = (value: string) => string;

/** The lines that read a member's value into its field. */
export function readMember(field: Field, enums: Enums): string[] {
  const { type, required, nullable } = field;
  if (!hasField(field)) return readConstant(type);
  const assign: Assign = (value) => `this.${fieldName(field.key)} = ${value};`;
  if (required && !nullable) return readValue(type, assign, enums);
  if (!nullable) return readValue(type, boxed(type, assign, enums), enums);
  if (required) return readOrNull(type, assign, enums);
  return readOrNull(type, (value) => assign(`new Box<${typeOrNull(type, enums)}>(${value})`), enums);
}

function readOrNull(type: FieldType, assign: Assign, enums: Enums, depth = 0): string[] {
  return [
    `if (from.isNull()) ${assign("null")}`,
    "else {",
    ...indent(readValue(type, boxed(type, assign, enums), enums, depth)),
    "}",
  ];
}

/** What cannot be null is put into a box. */
function boxed(type: FieldType, assign: Assign, enums: Enums): Assign {
  return isReference(type, enums)
    ? assign
    : (value) => assign(`new Box<${valueType(type, enums)}>(${value})`);
}

/** The lines that read a value; `depth` keeps the names of nested arrays' and maps' variables apart. */
function readValue(type: FieldType, assign: Assign, enums: Enums, depth = 0): string[] {
  switch (type.kind) {
    case "string":
      return [assign("from.string()")];
    case "json":
      return [assign("from.json()")];
    case "number":
      return [assign("from.number()")];
    case "integer":
      return [assign(`from.integer${type.bits}()`)];
    case "boolean":
      return [assign("from.boolean()")];
    case "constant":
      return [...readConstant(type), assign("true")];
    case "named": {
      const name = typeName(type.name);
      return [assign(enums.has(type.name) ? `${name}.read(from)` : `from.message<${name}>()`)];
    }
    case "array": {
      const items = numbered("items", depth);
      const push: Assign = (value) => `${items}.push(${value});`;
      const read = type.nullableItems ? readOrNull : readValue;
      return [
        `const ${items} = new ${valueType(type, enums)}();`,
        "from.array();",
        "while (from.element()) {",
        ...indent(read(type.items, push, enums, depth + 1)),
        "}",
        assign(items),
      ];
    }
    case "map": {
      const [map, key] = [numbered("map", depth), numbered("key", depth)];
      const set: Assign = (value) => `${map}.set(${key}, ${value});`;
      return [
        `const ${map} = new ${valueType(type, enums)}();`,
        "from.object();",
        "while (from.member()) {",
        ...indent([`const ${key} = from.key();`, ...readValue(type.values, set, enums, depth + 1)]),
        "}",
        assign(map),
      ];
    }
  }
}

function readConstant(type: FieldType): string[] {
  if (type.kind !== "constant") return [];
  const { value } = type;
  if (typeof value === "string") return [`from.constantText(${literal(value)});`];
  return [typeof value === "number" ? `from.constantNumber(${value});` : `from.constantBoolean(${value});`];
}
