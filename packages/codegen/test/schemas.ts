import type { SchemaFile } from "@vial/codegen";

/** A schema file of an object with these members. */
export function message(
  properties: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, unknown>> = {},
): SchemaFile {
  return { name: "message.schema.json", schema: { title: "Message", type: "object", properties, ...others } };
}
