import { invalidOption, type LoadOptions } from "../load-options.ts";
import { PluginError } from "../plugin-error.ts";
import type { PluginSource } from "../source/plugin-source.ts";
import type { Releases } from "./release.ts";

/**
 * Finds the release that a source refers to (`oci://host/path/name@^1.2`): the one the lock file has, if it has the wish.
 *
 * @param options with a source that {@link isReference}
 *
 * @throws PluginError `INVALID_OPTION` when there is nothing to find releases with; what `releases` throws.
 */
export async function findReference(
  plugin: string,
  options: LoadOptions,
  releases: Releases | undefined,
): Promise<LoadOptions> {
  if (releases === undefined)
    throw invalidOption("PluginManager: plugins from oci:// need its option releases", plugin);
  // Loaded here, so that hosts that do not use it start without it.
  const { splitReference } = await import("./reference.ts");
  try {
    const { repository, wanted } = splitReference(options.source as string | URL);
    return { ...options, source: await releases.find(repository, wanted, { locked: true }) };
  } catch (error) {
    // Whoever loads it may know it by another name.
    if (error instanceof PluginError) Object.assign(error, { plugin });
    throw error;
  }
}

/** Whether a source is a release's address in a registry. */
export function isReference(source: PluginSource): source is string | URL {
  const isText = typeof source === "string" || source instanceof URL;
  return isText && String(source).toLowerCase().startsWith("oci://");
}
