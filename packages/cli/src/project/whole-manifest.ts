import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PluginManifest } from "@vial/pdk-types";
import { parseJson } from "./parse-json.ts";
import type { Project } from "./project.ts";

type Payload = NonNullable<PluginManifest["exports"][string]["input"]>;

/**
 * A project's manifest with the schemas in it that it names as files.
 *
 * @throws Failure naming a schema that is none; the system's error for one that is not there.
 */
export async function wholeManifest({ folder, manifest }: Project): Promise<PluginManifest> {
  const whole = async (payload: Payload): Promise<Payload> =>
    typeof payload.schema === "string"
      ? { ...payload, schema: await readSchema(join(folder, payload.schema)) }
      : payload;
  const exports = await Promise.all(
    Object.entries(manifest.exports).map(async ([name, { input, output, ...rest }]) => [
      name,
      {
        ...rest,
        ...(input && { input: await whole(input) }),
        ...(output && { output: await whole(output) }),
      },
    ]),
  );
  // Where the schema is on the author's machine is nobody else's.
  const { $schema: _, ...rest } = manifest;
  return { ...rest, exports: Object.fromEntries(exports) as PluginManifest["exports"] };
}

async function readSchema(path: string): Promise<Record<string, unknown>> {
  return parseJson(await readFile(path, "utf8"), path) as Record<string, unknown>;
}
