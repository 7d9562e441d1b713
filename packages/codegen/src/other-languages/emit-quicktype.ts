import { InputData, JSONSchemaInput, quicktype } from "quicktype-core";
import type { OtherLanguage } from "../languages.ts";
import { pascalCase } from "../names.ts";
import { stem, type SchemaFile } from "../schema-file.ts";

/**
 * Types for hosts and tools in other languages, by quicktype.
 *
 * Plugins' types are not quicktype's: it drops the names of types that have a title, makes null and absent one, and lets
 * unknown members pass, so that a document would not come back as it was.
 */
export async function emitQuicktype(
  schemas: readonly SchemaFile[],
  language: OtherLanguage,
  source: string,
): Promise<string> {
  const input = new JSONSchemaInput(undefined);
  for (const file of schemas) {
    const { title = stem(file) } = file.schema as { readonly title?: string };
    await input.addSource({ name: pascalCase(title), schema: JSON.stringify(file.schema) });
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({ inputData, lang: language, leadingComments: [source] });
  return `${lines.join("\n").trimEnd()}\n`;
}
