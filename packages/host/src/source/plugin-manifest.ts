import { resolve } from "node:path";
import type { PluginManifest } from "@vial/pdk-types";
import { validatePluginManifest } from "@vial/pdk-types/plugin-manifest";
import type { MessageSchemas } from "../contract/compile-contract.ts";
import { isSchema, type Schema } from "../contract/schema-graph.ts";
import { escapeControls } from "../engine/log.ts";
import { invalidManifest } from "./extism-manifest.ts";
import { readLocation, type ReadOptions } from "./location.ts";

export type ExportSchemas = ReadonlyMap<string, MessageSchemas>;

const maxSchemaBytes = 1024 * 1024;

/** @throws PluginError `INVALID_MANIFEST` with a JSON pointer, never a value. */
export function parsePluginManifest(value: unknown, plugin: string): PluginManifest {
  const validation = validatePluginManifest(value);
  if (validation.valid) return validation.value;
  const { pointer, reason } = validation.problem;
  throw invalidManifest(escapeControls(`${pointer || "it"} ${reason}`), plugin);
}

/**
 * The schemas a manifest names: its own, or JSON files in its folder.
 *
 * @throws PluginError `SOURCE_UNREADABLE`, `INVALID_MANIFEST`.
 */
export async function readSchemas(
  manifest: PluginManifest,
  folder: string,
  options: ReadOptions,
): Promise<ExportSchemas> {
  const files = new Map<string, Promise<Schema>>();
  const read = async (schema: string | object | undefined, where: string): Promise<Schema | undefined> => {
    if (typeof schema !== "string") return schema as Schema | undefined;
    if (!files.has(schema)) files.set(schema, readSchema(resolve(folder, schema), where, options));
    return files.get(schema);
  };
  const exports = Object.entries(manifest.exports).map(
    async ([name, { input, output }]) =>
      [
        name,
        {
          input: await read(input?.schema, `exports.${name}.input.schema`),
          output: await read(output?.schema, `exports.${name}.output.schema`),
        },
      ] as const,
  );
  return new Map(await Promise.all(exports));
}

async function readSchema(path: string, where: string, options: ReadOptions): Promise<Schema> {
  const bytes = await readLocation(
    path,
    {},
    { ...options, maxBytes: Math.min(options.maxBytes, maxSchemaBytes) },
  );
  try {
    const schema = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
    if (isSchema(schema)) return schema;
  } catch {
    // Said below.
  }
  throw invalidManifest(`${where} is not a JSON object`, options.plugin);
}
