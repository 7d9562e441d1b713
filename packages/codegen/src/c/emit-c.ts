import type { MessageModel } from "../message-model.ts";
import { declareAll, readHead, writeHead } from "./declarations.ts";
import { declareTypes, type DeclaredTypes } from "./declared-types.ts";
import { enumerators } from "./identifiers.ts";
import { comment } from "./layout.ts";
import { textInitialiser } from "./literal.ts";
import { expectedOneOf, readEnum, readList, readObject } from "./read.ts";
import { writeEnum, writeList, writeObject } from "./write.ts";

/** How to emit C. */
export interface COptions {
  /** The files' name without its ending, which the source includes the header by. */
  readonly baseName: string;
  /** What all names begin with; none if it is empty. */
  readonly prefix: string;
  /** The files' first line without its comment marks: what they were made from. */
  readonly source: string;
}

/** Two files of C. */
export interface CFiles {
  readonly header: string;
  readonly source: string;
}

interface CodedFunction {
  readonly declaration: string;
  readonly definition: string;
  readonly isPublic: boolean;
}

/**
 * Structures for messages and the functions that read and write them, on top of the PDK's `vial_json.h`. Texts are
 * views of the input, or of the call's memory where they had escapes; arrays are in the call's memory.
 *
 * | the schema | in the structure |
 * | --- | --- |
 * | required | the value |
 * | optional | `bool has_x` and the value |
 * | nullable | `bool x_is_null` and the value |
 * | array | `items` and `count` |
 * | object of unknown names | `items`, each with a `key` and a `value`, and their `count` |
 * | a fixed value | nothing |
 */
export function emitC(model: MessageModel, { baseName, prefix, source }: COptions): CFiles {
  const types = declareTypes(model, prefix);
  const functions = functionsOf(model, types);
  const guard = `${baseName.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_H`;
  const publicHeads = functions.filter(({ isPublic }) => isPublic).map(({ declaration }) => declaration);
  const header = [
    `${comment(source)}#ifndef ${guard}\n#define ${guard}\n\n#include "vial_json.h"\n`,
    ...declareAll(model, types),
    publicHeads.join(""),
    "#endif\n",
  ];
  const privateHeads = functions.filter(({ isPublic }) => !isPublic).map(({ declaration }) => declaration);
  const values = model.types
    .filter((type) => type.kind === "enum")
    .map((type) => {
      const { tag } = types.named(type.name);
      const names = enumerators(tag, type.values);
      const items = type.values.map((text, index) => `    [${names[index]}] = ${textInitialiser(text)},\n`);
      // clang-format puts several of them on a line, and breaks long literals.
      const table = `static const struct vial_text ${tag}_values[] = {\n${items.join("")}};\n`;
      const problem = `static const char ${tag}_expected[] = ${expectedOneOf(type)};\n`;
      return `/* clang-format off */\n${table}${problem}/* clang-format on */\n`;
    });
  return {
    header: header.join("\n"),
    source: [
      `${comment(source)}#include "${baseName}.h"\n`,
      ...values,
      ...(privateHeads.length === 0 ? [] : [privateHeads.join("")]),
      ...functions.map(({ definition }) => definition),
    ].join("\n"),
  };
}

/** Two functions for each type. Those of whole messages are the header's. */
function functionsOf(model: MessageModel, types: DeclaredTypes): CodedFunction[] {
  const pairs = model.types.map((type) => {
    const { tag } = types.named(type.name);
    const isPublic = model.roots.includes(type.name);
    return type.kind === "enum"
      ? pair(tag, "enum", isPublic, readEnum(type, types), writeEnum(type, types))
      : pair(tag, "struct", isPublic, readObject(model, type, types), writeObject(model, type, types));
  });
  const lists = types.lists.map((list) =>
    pair(list.tag, "struct", false, readList(list, types), writeList(list, types)),
  );
  return [...lists, ...pairs].flat();
}

function pair(tag: string, keyword: string, isPublic: boolean, read: string, write: string): CodedFunction[] {
  const storage = isPublic ? "" : "static ";
  const coded = (head: typeof readHead, body: string): CodedFunction => ({
    declaration: `${head(tag, keyword, storage, ";")}\n`,
    definition: `${head(tag, keyword, storage, " {")}\n${body}}\n`,
    isPublic,
  });
  return [coded(readHead, read), coded(writeHead, write)];
}
