import type { EnumType } from "../message-model.ts";
import { docComment } from "./doc-comment.ts";
import { comparison, enumMembers, literal, quotedLiteral, typeName } from "./identifiers.ts";

/** The enumeration of a set of strings, and what reads it and names its values. */
export function enumType(type: EnumType): string {
  const { description, values } = type;
  const name = typeName(type.name);
  const members = enumMembers(type);
  const member = (index: number): string => `${name}.${members[index]}`;
  const reads = values.map((value, index) => `    if (${comparison(value)}) return ${member(index)};\n`);
  const texts = values.map((value, index) => `      case ${member(index)}: return ${literal(value)};\n`);
  return `${docComment(description)}export enum ${name} {
${members.map((each) => `  ${each},\n`).join("")}}

export namespace ${name} {
  export function read(from: JsonReader): ${name} {
    from.choice();
${reads.join("")}    from.noChoice(${quotedLiteral(expected(values))});
    return ${member(0)};
  }

  /** The value as messages have it. */
  export function text(value: ${name}): string {
    switch (value) {
${texts.slice(0, -1).join("")}      default: return ${literal(values.at(-1) ?? "")};
    }
  }
}
`;
}

function expected(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`).join(", ");
  return values.length === 1 ? `expected ${quoted}` : `expected one of ${quoted}`;
}
