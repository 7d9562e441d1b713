import { compile } from "json-schema-to-typescript";
import { isAnything, mapSchemas } from "../model/map-schemas.ts";
import type { SchemaObject } from "../model/schema-place.ts";
import { pascalCase } from "../names.ts";
import { stem, type SchemaFile } from "../schema-file.ts";

/** How to emit TypeScript. */
export interface TypeScriptOptions {
  /** The file's first line without its comment marks: what it was made from. */
  readonly source: string;
  /** Columns to fit in. @defaultValue 80, as Prettier's */
  readonly printWidth?: number;
}

/** TypeScript types of one schema, formatted as Prettier does. Any schema can be expressed, if only as `unknown`. */
export async function emitTypeScript(
  file: SchemaFile,
  { source, printWidth = 80 }: TypeScriptOptions,
): Promise<string> {
  const schema = mapSchemas(file.schema, adapt) as Parameters<typeof compile>[0];
  return compile(schema, pascalCase(stem(file)), {
    bannerComment: `// ${source}`,
    customName: ({ title }, key) => pascalCase(title ?? key ?? "") || undefined,
    // Tuples of every length that is allowed help nobody.
    ignoreMinAndMaxItems: true,
    style: { printWidth },
  });
}

/** Says in the compiler's terms what it would otherwise get wrong. */
function adapt(schema: SchemaObject): SchemaObject {
  const { $ref, ...others } = schema;
  // What is said beside a $ref is of the member: the compiler would say it of the definition.
  if ($ref !== undefined && Object.keys(others).length > 0) return { ...others, allOf: [{ $ref }] };
  // A schema that allows anything: the compiler would want an object.
  return isAnything(schema) ? { ...schema, tsType: "unknown" } : schema;
}
