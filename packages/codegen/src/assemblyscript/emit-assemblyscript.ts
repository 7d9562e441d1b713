import type { MessageModel } from "../message-model.ts";
import { classType } from "./class-type.ts";
import { enumType } from "./enum-type.ts";

/** How to emit AssemblyScript. */
export interface AssemblyScriptOptions {
  /** The file's first line without its comment marks: what it was made from. */
  readonly source: string;
}

/**
 * AssemblyScript classes that read and write themselves with `@vial/as-pdk`'s `JsonReader` and `JsonWriter`. Fields are
 * declared in the order in which RFC 8785 writes them.
 *
 * | the schema | the field | absent | null |
 * | --- | --- | --- | --- |
 * | required | `T` | error | error |
 * | required, nullable | `T \| null` | error | `null` |
 * | optional | `T \| null` | `null` | error |
 * | optional, nullable | `Box<T \| null> \| null` | `null` | a box of `null` |
 *
 * Where `T` is a number, a boolean or an enumeration, which AssemblyScript cannot have null, `T | null` is `Box<T> | null`.
 * A constant that is required has no field; any other is `true` where it is there.
 */
export function emitAssemblyScript(model: MessageModel, { source }: AssemblyScriptOptions): string {
  const enums = new Map(model.types.flatMap((type) => (type.kind === "enum" ? [[type.name, type]] : [])));
  const types = model.types.map((type) => (type.kind === "enum" ? enumType(type) : classType(type, enums)));
  const hasBox = types.some((text) => text.includes("Box<"));
  return [
    `// ${source}\n`,
    `import { ${hasBox ? "Box, " : ""}JsonReader, JsonWriter } from "@vial/as-pdk/assembly";\n`,
    ...types,
  ].join("\n");
}
