import type { Field, FieldType } from "../message-model.ts";
import { presence } from "./fields.ts";
import { fieldName, literal } from "./identifiers.ts";

/** The lines that write a member, if it is there. */
export function writeMember(field: Field): string[] {
  const { type, nullable } = field;
  const source = `v.${fieldName(field.key)}`;
  const member = `w.Member(${literal(field.key)})`;
  switch (presence(field)) {
    case "constant":
      return [member, ...writeValue(type, "")];
    case "flag":
      return when(source, [member, ...writeValue(type, "")]);
    case "nullable":
      return when(`${source}.Present`, [member, ...writePointer(type, `${source}.Value`)]);
    case "pointer":
      return nullable
        ? [member, ...writePointer(type, source)]
        : when(`${source} != nil`, [member, ...writeValue(type, `*${source}`)]);
    case "empty":
      return when(`${source} != ${type.kind === "json" ? '""' : "nil"}`, [
        member,
        ...writeValue(type, source),
      ]);
    default:
      return [member, ...writeValue(type, source)];
  }
}

function when(condition: string, lines: readonly string[]): string[] {
  return [`if ${condition} {`, ...lines.map((line) => `\t${line}`), "}"];
}

function writePointer(type: FieldType, source: string, depth = 0): string[] {
  return [
    ...when(`${source} == nil`, ["w.Null()"]).slice(0, -1),
    "} else {",
    ...writeValue(type, `*${source}`, depth).map((line) => `\t${line}`),
    "}",
  ];
}

/** The lines that write a value; `depth` keeps the names of nested arrays' and maps' variables apart. */
function writeValue(type: FieldType, source: string, depth = 0): string[] {
  switch (type.kind) {
    case "string":
      return [`w.String(${source})`];
    case "number":
      return [`w.Number(${source})`];
    case "integer":
      return [type.bits === 32 ? `w.Integer(int64(${source}))` : `w.Integer(${source})`];
    case "boolean":
      return [`w.Bool(${source})`];
    case "json":
      return [`w.Raw(${source})`];
    case "constant":
      return writeConstant(type.value);
    case "named":
      return [`${source.replace(/^\*/, "")}.WriteJSON(w)`];
    case "array": {
      const index = "ijkl".charAt(depth) || `i${depth}`;
      const item = `${dereferenced(source)}[${index}]`;
      const lines = type.nullableItems
        ? writePointer(type.items, item, depth + 1)
        : writeValue(type.items, item, depth + 1);
      const unused = type.items.kind === "constant" && !type.nullableItems;
      return [
        "w.Array()",
        `for ${unused ? "" : `${index} := `}range ${source} {`,
        ...["w.Element()", ...lines].map((line) => `\t${line}`),
        "}",
        "w.End()",
      ];
    }
    case "map": {
      const suffix = depth === 0 ? "" : `${depth + 1}`;
      const [key, value] = [`key${suffix}`, `value${suffix}`];
      const isConstant = type.values.kind === "constant";
      return [
        "w.Object()",
        `for _, ${key} := range json.SortedKeys(${source}) {`,
        ...(isConstant ? [] : [`\t${value} := ${dereferenced(source)}[${key}]`]),
        ...[`w.Member(${key})`, ...writeValue(type.values, value, depth + 1)].map((line) => `\t${line}`),
        "}",
        "w.End()",
      ];
    }
  }
}

function writeConstant(value: string | number | boolean): string[] {
  if (typeof value === "string") return [`w.String(${literal(value)})`];
  return [typeof value === "number" ? `w.Number(${value})` : `w.Bool(${value})`];
}

function dereferenced(source: string): string {
  return source.startsWith("*") ? `(${source})` : source;
}
