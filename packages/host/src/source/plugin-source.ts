import { dirname, resolve } from "node:path";
import type { PluginManifest } from "@vial/pdk-types";
import type { Release } from "../release/release.ts";
import { invalidManifest, type ExtismManifest } from "./extism-manifest.ts";
import { copyOf, mainModule, readExtismManifest, refuseGrants, type SourceModule } from "./extism-modules.ts";
import { checkSize, readLocation, toLocation, type ReadOptions } from "./location.ts";
import type { ExportSchemas } from "./plugin-manifest.ts";

/**
 * Where a plugin comes from: a path or a `file:`, `http:` or `https:` URL of a module, of an Extism manifest or (paths
 * and `file:` only) of a plugin's `vial.json`; or the module's bytes; or an Extism manifest; or a release that was found, or
 * where it is (`oci://host/path/name@^1.2`), where the manager has the option `releases`.
 */
export type PluginSource = string | URL | Uint8Array | ArrayBuffer | ExtismManifest | Release;

/** A plugin as it was read. */
export interface ResolvedSource {
  readonly modules: readonly SourceModule[];
  /** The Extism manifest's settings, when the source was one. */
  readonly extism?: ExtismManifest;
  /** The plugin's own manifest, when the source was one. */
  readonly manifest?: PluginManifest;
  /** The schemas it names, by export. */
  readonly schemas?: ExportSchemas;
  /** Which release it is, when the source was one. */
  readonly release?: Pick<Release, "name" | "repository" | "digest">;
}

const openingBrace = 0x7b;
const jsonWhiteSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Reads a plugin's modules and checks each against the digest its manifest states.
 *
 * @throws PluginError `SOURCE_UNREADABLE`, `MODULE_TOO_LARGE`, `INVALID_MANIFEST`, `DIGEST_MISMATCH`.
 */
export async function readSource(source: PluginSource, options: ReadOptions): Promise<ResolvedSource> {
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) {
    checkSize(source.byteLength, options);
    return { modules: [await mainModule(copyOf(source))] };
  }
  if (isRelease(source)) {
    // Loaded here for the same reason as below.
    const { readRelease } = await import("./release-source.ts");
    return readRelease(source, options);
  }
  if (typeof source === "object" && !(source instanceof URL))
    return readExtism(source, process.cwd(), options);

  const location = toLocation(source, options.plugin);
  const bytes = await readLocation(location, {}, options);
  if (!isJsonObject(bytes)) return { modules: [await mainModule(bytes)] };
  const manifest = parseJson(bytes, options.plugin);
  if (typeof location === "string") {
    return isPluginManifest(manifest)
      ? readPlugin(manifest, dirname(location), options)
      : readExtism(manifest, dirname(location), options);
  }
  refuseGrants(manifest, options.plugin);
  return readExtism(manifest, process.cwd(), options);
}

async function readExtism(value: unknown, folder: string, options: ReadOptions): Promise<ResolvedSource> {
  const { modules, manifest } = await readExtismManifest(value, folder, options);
  return { modules, extism: manifest };
}

function isRelease(source: PluginSource): source is Release {
  return typeof source === "object" && "fixtures" in source;
}

/** Whether a manifest is a plugin's `vial.json`, valid or not, rather than Extism's. */
function isPluginManifest(value: unknown): boolean {
  return typeof value === "object" && value !== null && "manifestVersion" in value;
}

/** What checks manifests is loaded here: it takes longer than starting a plugin, and bare modules need none of it. */
async function readPlugin(value: unknown, folder: string, options: ReadOptions): Promise<ResolvedSource> {
  const { parsePluginManifest, readSchemas } = await import("./plugin-manifest.ts");
  const manifest = parsePluginManifest(value, options.plugin);
  const [module, schemas] = await Promise.all([
    readLocation(resolve(folder, manifest.module), {}, options),
    readSchemas(manifest, folder, options),
  ]);
  return { modules: [await mainModule(module)], manifest, schemas };
}

/** Whether a file is JSON: a manifest, and not a module. */
function isJsonObject(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !jsonWhiteSpace.has(byte));
  return first === openingBrace;
}

function parseJson(bytes: Uint8Array, plugin: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw invalidManifest("it is not JSON", plugin);
  }
}
