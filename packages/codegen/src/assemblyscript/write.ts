import type { Field, FieldType } from "../message-model.ts";
import { hasField, isReference, type Enums } from "./fields.ts";
import { fieldName, isAstral, quotedLiteral, literal, typeName } from "./identifiers.ts";
import { indent, numbered } from "./lines.ts";

/** The lines that write a member, if it is there. */
export function writeMember(field: Field, enums: Enums): string[] {
  const { key, type, required, nullable } = field;
  const member = isAstral(key)
    ? `to.key(${literal(key)});`
    : `to.member(${quotedLiteral(`${JSON.stringify(key)}:`)});`;
  if (!hasField(field)) return [member, ...writeValue(type, "", enums)];

  const name = fieldName(key);
  const source = `this.${name}`;
  if (required && !nullable) return [member, ...writeValue(type, source, enums)];
  const local = `${name}Value`;
  const get = `const ${local} = ${source};`;
  if (required) return [get, member, ...writeOrNull(type, local, enums)];
  const lines = nullable
    ? [`const ${local}OrNull = ${local}.value;`, ...writeOrNull(type, `${local}OrNull`, enums)]
    : writeValue(type, unboxed(type, local, enums), enums);
  return [get, `if (${local} != null) {`, ...indent([member, ...lines]), "}"];
}

/** The lines that write the variable `source`. */
function writeOrNull(type: FieldType, source: string, enums: Enums, depth = 0): string[] {
  return [
    `if (${source} == null) to.null();`,
    "else {",
    ...indent(writeValue(type, unboxed(type, source, enums), enums, depth)),
    "}",
  ];
}

function unboxed(type: FieldType, source: string, enums: Enums): string {
  return isReference(type, enums) ? source : `${source}.value`;
}

/** The lines that write a value; `depth` keeps the names of nested arrays' and maps' variables apart. */
function writeValue(type: FieldType, source: string, enums: Enums, depth = 0): string[] {
  switch (type.kind) {
    case "string":
      return [`to.string(${source});`];
    case "json":
      return [`to.json(${source});`];
    case "number":
      return [`to.number(${source});`];
    case "integer":
      return [`to.integer${type.bits}(${source});`];
    case "boolean":
      return [`to.boolean(${source});`];
    case "constant":
      return [writeConstant(type.value)];
    case "named":
      return enums.has(type.name)
        ? [`to.string(${typeName(type.name)}.text(${source}));`]
        : [`${source}.write(to);`];
    case "array": {
      const [items, index, item] = [numbered("items", depth), numbered("i", depth), numbered("item", depth)];
      const lines = type.nullableItems
        ? [
            `const ${item} = unchecked(${items}[${index}]);`,
            ...writeOrNull(type.items, item, enums, depth + 1),
          ]
        : writeValue(type.items, `unchecked(${items}[${index}])`, enums, depth + 1);
      return ["to.array();", ...loop(items, source, index, ["to.element();", ...lines]), "to.endArray();"];
    }
    case "map": {
      const [map, keys, index] = [numbered("map", depth), numbered("keys", depth), numbered("i", depth)];
      const key = `unchecked(${keys}[${index}])`;
      return [
        "to.object();",
        `const ${map} = ${source};`,
        ...loop(keys, `${map}.keys().sort()`, index, [
          `to.key(${key});`,
          ...writeValue(type.values, `${map}.get(${key})`, enums, depth + 1),
        ]),
        "to.endObject();",
      ];
    }
  }
}

function loop(list: string, source: string, index: string, body: readonly string[]): string[] {
  return [
    `const ${list} = ${source};`,
    `for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {`,
    ...indent(body),
    "}",
  ];
}

function writeConstant(value: string | number | boolean): string {
  if (typeof value === "number") return `to.number(${value});`;
  return isAstral(String(value))
    ? `to.string(${literal(String(value))});`
    : `to.literal(${quotedLiteral(JSON.stringify(value))});`;
}
