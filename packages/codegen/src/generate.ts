import { emitGuest } from "./emit-guest.ts";
import type { GeneratedFile } from "./generated-file.ts";
import type { Language } from "./languages.ts";
import { readModel } from "./model/read-model.ts";
import { stem, type SchemaFile } from "./schema-file.ts";
import { sourceLine } from "./source-line.ts";

/** What to generate. */
export interface GenerateOptions {
  readonly language: Language;
  /** The messages. */
  readonly schemas: readonly SchemaFile[];
  /** The file's name without its ending. Of several schemas, TypeScript has a file each, named like it. @defaultValue `"messages"` */
  readonly baseName?: string;
  /** The Go package. @defaultValue `"main"` */
  readonly packageName?: string;
  /** Columns TypeScript fits in. @defaultValue 80 */
  readonly printWidth?: number;
}

/**
 * Types of messages in one language.
 *
 * @returns the files to write: one, but a header and a source for C, and one a schema for TypeScript
 * @throws {@link SchemaError} for a schema that is not valid or that the language has no types for
 *
 * @example
 * ```ts
 * import { generate } from "@vial/codegen";
 *
 * const schema = { title: "Pulse", type: "object", properties: { perMinute: { type: "number" } } };
 * const [file] = await generate({ language: "rust", schemas: [{ name: "pulse.schema.json", schema }] });
 * console.log(file?.path); // messages.rs
 * ```
 */
export async function generate(options: GenerateOptions): Promise<GeneratedFile[]> {
  const { language, schemas, baseName = "messages", packageName = "main" } = options;
  const source = sourceLine(schemas);
  switch (language) {
    case "typescript": {
      // Compilers that take long to load are loaded when they are needed.
      const { emitTypeScript } = await import("./typescript/emit-typescript.ts");
      return Promise.all(
        schemas.map(async (file) => ({
          path: `${schemas.length === 1 ? (options.baseName ?? stem(file)) : stem(file)}.ts`,
          text: await emitTypeScript(file, { ...options, source: sourceLine([file]) }),
        })),
      );
    }
    case "rust":
    case "go":
    case "c":
    case "assemblyscript":
      return emitGuest(language, readModel(schemas), { baseName, packageName, source });
    default: {
      const { emitQuicktype } = await import("./other-languages/emit-quicktype.ts");
      const ending = { csharp: "cs", elixir: "ex", kotlin: "kt", python: "py", swift: "swift" }[language];
      return [{ path: `${baseName}.${ending}`, text: await emitQuicktype(schemas, language, source) }];
    }
  }
}
