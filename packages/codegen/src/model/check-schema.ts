import { Ajv2020 } from "ajv/dist/2020.js";
import { SchemaError } from "../schema-error.ts";
import type { SchemaFile } from "../schema-file.ts";

const draft = "https://json-schema.org/draft/2020-12/schema";
let ajv: Ajv2020 | undefined;

/**
 * Checks that a schema is one of draft 2020-12.
 *
 * @throws {@link SchemaError}
 */
export function checkSchema({ name, schema }: SchemaFile): void {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
    throw new SchemaError(name, "", "not a JSON Schema", "write an object");
  }
  const { $schema = draft } = schema as { readonly $schema?: unknown };
  if ($schema !== draft) throw new SchemaError(name, "/$schema", "another draft", `write "${draft}"`);
  ajv ??= new Ajv2020({ strict: true });
  if (ajv.validateSchema(schema) === true) return;
  const [error] = ajv.errors ?? [];
  throw new SchemaError(
    name,
    error?.instancePath ?? "",
    `not a JSON Schema of draft 2020-12 (${error?.message ?? "unknown"})`,
    "mend it",
  );
}
