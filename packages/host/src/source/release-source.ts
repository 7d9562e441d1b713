import type { Release } from "../release/release.ts";
import { isSchema } from "../contract/schema-graph.ts";
import { invalidManifest } from "./extism-manifest.ts";
import { copyOf, mainModule } from "./extism-modules.ts";
import { checkSize, type ReadOptions } from "./location.ts";
import { parsePluginManifest, type ExportSchemas } from "./plugin-manifest.ts";
import type { ResolvedSource } from "./plugin-source.ts";

/**
 * A release as a source. It is complete in itself: a schema that is a file's name is refused, because the file would be
 * one of this machine.
 *
 * @throws PluginError `MODULE_TOO_LARGE`, `INVALID_MANIFEST`.
 */
export async function readRelease(release: Release, options: ReadOptions): Promise<ResolvedSource> {
  checkSize(release.module.byteLength, options);
  const manifest = parsePluginManifest(release.manifest, options.plugin);
  const schemas: ExportSchemas = new Map(
    Object.entries(manifest.exports).map(([name, { input, output }]) => [
      name,
      {
        input: ownSchema(input?.schema, `exports.${name}.input.schema`, options.plugin),
        output: ownSchema(output?.schema, `exports.${name}.output.schema`, options.plugin),
      },
    ]),
  );
  return { modules: [await mainModule(copyOf(release.module))], manifest, schemas, release };
}

function ownSchema(
  schema: unknown,
  where: string,
  plugin: string,
): Readonly<Record<string, unknown>> | undefined {
  if (schema === undefined || isSchema(schema)) return schema;
  throw invalidManifest(`${where} is not in the release itself`, plugin);
}
