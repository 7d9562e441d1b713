import type { Field, ObjectType } from "../message-model.ts";
import { docComment } from "./doc-comment.ts";
import { fieldType, hasField, initialValue, type Enums } from "./fields.ts";
import { comparison, fieldName, literal, typeName } from "./identifiers.ts";
import { indent } from "./lines.ts";
import { readMember } from "./read.ts";
import { writeMember } from "./write.ts";

/** The class of an object. */
export function classType({ name, description, fields, closed }: ObjectType, enums: Enums): string {
  const required = fields.filter((field) => field.required);
  const read = [
    ...required.map((field) => `let ${found(field)} = false;`),
    "const start = from.object();",
    "while (from.member()) {",
    ...indent(readMembers(fields, closed, enums)),
    "}",
    ...required.map((field) => `from.require(${found(field)}, start, ${literal(field.key)});`),
  ];
  const write = [
    "to.object();",
    ...fields.flatMap((field) => {
      const lines = writeMember(field, enums);
      // A block keeps the variables of the members' lists apart.
      return lines.some((line) => /^const (items|map) /.test(line)) ? ["{", ...indent(lines), "}"] : lines;
    }),
    "to.endObject();",
  ];
  return `${docComment(description)}export class ${typeName(name)} {
${fields.map((field) => declaration(field, enums)).join("")}
  read(from: JsonReader): void {
${body(read)}  }

  write(to: JsonWriter): void {
${body(write)}  }
}
`;
}

function declaration(field: Field, enums: Enums): string {
  if (!hasField(field)) return "";
  const { key, description } = field;
  return `${docComment(description, "  ")}  ${fieldName(key)}: ${fieldType(field, enums)} = ${initialValue(field, enums)};\n`;
}

function readMembers(fields: readonly Field[], closed: boolean, enums: Enums): string[] {
  const others = closed ? "from.unknown();" : "from.skip();";
  if (fields.length === 0) return [others];
  const branches = fields.flatMap((field, index) => [
    `${index === 0 ? "" : "} else "}if (${comparison(field.key)}) {`,
    ...indent([...readMember(field, enums), ...(field.required ? [`${found(field)} = true;`] : [])]),
  ]);
  return [...branches, `} else ${others}`];
}

/** The variable that says whether a required member was there. */
function found({ key }: Field): string {
  const name = fieldName(key);
  return `has${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function body(lines: readonly string[]): string {
  return indent(indent(lines))
    .map((line) => `${line}\n`)
    .join("");
}
