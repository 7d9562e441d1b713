import type { Field, FieldType } from "../message-model.ts";
import { goType, presence } from "./fields.ts";
import { fieldName, literal } from "./identifiers.ts";

/** The lines that read a member's value into its field. */
export function readMember(field: Field): string[] {
  const { type } = field;
  const target = `v.${fieldName(field.key)}`;
  switch (presence(field)) {
    case "constant":
      return readValue(type, "");
    case "flag":
      return [...readValue(type, ""), `${target} = true`];
    case "nullable":
      return [
        `${target} = json.Nullable[${goType(type)}]{Present: true}`,
        ...unlessNull(readPointer(type, `${target}.Value`)),
      ];
    case "pointer":
      return field.nullable
        ? [`${target} = nil`, ...unlessNull(readPointer(type, target))]
        : readPointer(type, target);
    default:
      return readValue(type, target);
  }
}

function readPointer(type: FieldType, target: string): string[] {
  return [`${target} = new(${goType(type)})`, ...readValue(type, `*${target}`)];
}

function unlessNull(lines: readonly string[]): string[] {
  return ["if !r.Null() {", ...lines.map((line) => `\t${line}`), "}"];
}

/** The lines that read a value; `depth` keeps the names of nested arrays' and maps' variables apart. */
function readValue(type: FieldType, target: string, depth = 0): string[] {
  switch (type.kind) {
    case "named":
      return [`${target.replace(/^\*/, "")}.ReadJSON(r)`];
    case "constant":
      return readConstant(type.value);
    case "array":
      return readArray(type, target, depth);
    case "map": {
      const [key, value] = [numbered("key", depth), numbered("value", depth)];
      return [
        `${target} = ${goType(type)}{}`,
        "for r.Object(); r.Member(); {",
        `\t${key} := r.Name()`,
        `\tvar ${value} ${goType(type.values)}`,
        ...readValue(type.values, value, depth + 1).map((line) => `\t${line}`),
        `\t${dereferenced(target)}[${key}] = ${value}`,
        "}",
      ];
    }
    default:
      return [`${target} = ${scalar(type)}`];
  }
}

function readArray(type: FieldType & { kind: "array" }, target: string, depth: number): string[] {
  const item = numbered("item", depth);
  const begin = [`${target} = ${goType(type)}{}`, "for r.Array(); r.Element(); {"];
  if (isScalar(type.items) && !type.nullableItems) {
    return [...begin, `\t${target} = append(${target}, ${scalar(type.items)})`, "}"];
  }
  const lines = type.nullableItems
    ? [`var ${item} *${goType(type.items)}`, ...unlessNull(readItem(type.items, item, depth))]
    : [`var ${item} ${goType(type.items)}`, ...readValue(type.items, item, depth + 1)];
  return [...begin, ...lines.map((line) => `\t${line}`), `\t${target} = append(${target}, ${item})`, "}"];
}

function readItem(type: FieldType, item: string, depth: number): string[] {
  return [`${item} = new(${goType(type)})`, ...readValue(type, `*${item}`, depth + 1)];
}

function readConstant(value: string | number | boolean): string[] {
  if (typeof value === "string") return [`r.Enum(${literal(value)})`];
  const differs = typeof value === "number" ? `r.Number() != ${value}` : `${value ? "!" : ""}r.Bool()`;
  return [`if ${differs} {`, `\tr.Fail("expected ${value}")`, "}"];
}

type Scalar = FieldType & { kind: "string" | "number" | "integer" | "boolean" | "json" };

function isScalar(type: FieldType): type is Scalar {
  return ["string", "number", "integer", "boolean", "json"].includes(type.kind);
}

function scalar(type: Scalar): string {
  switch (type.kind) {
    case "string":
      return "r.String()";
    case "number":
      return "r.Number()";
    case "integer":
      return type.bits === 32 ? "r.Int32()" : "r.Integer()";
    case "boolean":
      return "r.Bool()";
    case "json":
      return "r.Raw()";
  }
}

function numbered(name: string, depth: number): string {
  return depth === 0 ? name : `${name}${depth + 1}`;
}

function dereferenced(target: string): string {
  return target.startsWith("*") ? `(${target})` : target;
}
