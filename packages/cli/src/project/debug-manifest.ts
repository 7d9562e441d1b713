import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PluginManifest } from "@vial/pdk-types";
import type { Project } from "./project.ts";

type Payload = NonNullable<PluginManifest["exports"][string]["input"]>;

/**
 * Writes a manifest beside the debug build, so that hosts hold it to the same contract.
 *
 * @returns its path
 */
export async function writeDebugManifest({ folder, manifest, debugModule }: Project): Promise<string> {
  const inline = async (payload: Payload | undefined): Promise<Payload | undefined> => {
    if (typeof payload?.schema !== "string") return payload;
    const schema = JSON.parse(await readFile(join(folder, payload.schema), "utf8")) as Record<
      string,
      unknown
    >;
    return { ...payload, schema };
  };
  const exports = Object.entries(manifest.exports).map(async ([name, each]) => {
    const [input, output] = await Promise.all([inline(each.input), inline(each.output)]);
    return [name, { ...each, ...(input && { input }), ...(output && { output }) }] as const;
  });
  const path = join(dirname(debugModule), "debug.vial.json");
  const own = {
    ...manifest,
    module: basename(debugModule),
    exports: Object.fromEntries(await Promise.all(exports)),
  };
  await writeFile(path, `${JSON.stringify(own, undefined, 2)}\n`);
  return path;
}
