import type { EnumType, MessageModel, ObjectType } from "../message-model.ts";
import { valueNames } from "../names.ts";
import { docComment } from "./doc-comment.ts";
import { structFields } from "./fields.ts";
import { exportedName, literal, typeName } from "./identifiers.ts";
import { indent } from "./indent.ts";
import { readMember } from "./read.ts";
import { writeMember } from "./write.ts";

/** How to emit Go. */
export interface GoOptions {
  /** The package the file belongs to. */
  readonly packageName: string;
  /** The file's first line without its comment marks, in the form Go's tools know (https://go.dev/s/generatedcode). */
  readonly source: string;
}

/**
 * Go types that read and write themselves with package `vial.example/vial/json`, formatted as gofmt does. Fields are
 * declared in the order in which RFC 8785 writes them.
 *
 * | the schema | the field | absent | null |
 * | --- | --- | --- | --- |
 * | required | `T` | error | error |
 * | required, nullable | `*T` | error | `nil` |
 * | optional | `*T`; arrays, maps and any JSON as they are | `nil`, or `""` for any JSON | error |
 * | optional, nullable | `json.Nullable[T]` | zero | `{Present: true}` |
 *
 * A constant has no field; one that is optional has a `bool` for whether it is there.
 */
export function emitGo(model: MessageModel, { packageName, source }: GoOptions): string {
  const types = model.types.map((type) => (type.kind === "enum" ? enumType(type) : structType(type)));
  return [`// ${source}\n`, `package ${packageName}\n`, 'import "vial.example/vial/json"\n', ...types].join(
    "\n",
  );
}

function enumType({ name: title, description, values }: EnumType): string {
  const name = typeName(title);
  const constants = valueNames(values, exportedName).map((value) => name + value);
  const width = Math.max(...constants.map((constant) => constant.length));
  const lines = constants.map((constant, index) => {
    return `${constant.padEnd(width)} ${name} = ${literal(values[index] as string)}`;
  });
  const allowed = values.map(literal).join(", ");
  return `${docComment(name, description)}type ${name} string

const (
${indent(lines)})

// ReadJSON implements [json.Readable].
func (v *${name}) ReadJSON(r *json.Reader) {
	*v = ${name}(r.Enum(${allowed}))
}

// WriteJSON implements [json.Writable].
func (v *${name}) WriteJSON(w *json.Writer) {
	w.Enum(string(*v), ${allowed})
}
`;
}

function structType(type: ObjectType): string {
  const name = typeName(type.name);
  return `${docComment(name, type.description)}type ${name} struct${structBody(type)}

// ReadJSON implements [json.Readable].
func (v *${name}) ReadJSON(r *json.Reader) {
${indent(readObject(type, name))}}

// WriteJSON implements [json.Writable].
func (v *${name}) WriteJSON(w *json.Writer) {
${indent(["w.Object()", ...type.fields.flatMap(writeMember), "w.End()"])}}
`;
}

function structBody({ fields }: ObjectType): string {
  const lines = structFields(fields);
  return lines.length === 0 ? "{}" : ` {\n${indent(lines)}}`;
}

function readObject({ fields, closed }: ObjectType, name: string): string[] {
  const required = fields.filter((field) => field.required);
  const members = fields.flatMap((field) => {
    const index = required.indexOf(field);
    const found = index === -1 ? [] : [`has[${index}] = true`];
    return [`case ${literal(field.key)}:`, ...[...found, ...readMember(field)].map((line) => `\t${line}`)];
  });
  return [
    `*v = ${name}{}`,
    ...(required.length === 0 ? [] : [`var has [${required.length}]bool`]),
    "for r.Object(); r.Member(); {",
    "\tswitch r.Key() {",
    ...members.map((line) => `\t${line}`),
    "\tdefault:",
    closed ? "\t\tr.Unknown()" : "\t\tr.Skip()",
    "\t}",
    "}",
    ...required.map(({ key }, index) => `r.Require(has[${index}], ${literal(key)})`),
  ];
}
