import { resolve } from "node:path";
import { PluginError, quoteName } from "../plugin-error.ts";
import { blobDigestOf, parseDigest, type Digest } from "./digest.ts";
import {
  invalidManifest,
  parseManifest,
  type ExtismManifest,
  type ManifestModule,
} from "./extism-manifest.ts";
import { checkSize, readLocation, toLocation, type ReadOptions } from "./location.ts";

/** A module as it was read, before anything is compiled. The module that is called is named `main`. */
export interface SourceModule {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

/** Reads the modules an Extism manifest lists; relative paths start at `folder`. */
export async function readExtismManifest(
  value: unknown,
  folder: string,
  options: ReadOptions,
): Promise<{ readonly modules: readonly SourceModule[]; readonly manifest: ExtismManifest }> {
  const manifest = parseManifest(value, options.plugin);
  const names = moduleNames(manifest.wasm, options.plugin);
  const read = manifest.wasm.map(async (module, index): Promise<SourceModule> => {
    const bytes = await readModule(module, folder, options);
    const digest = await blobDigestOf(bytes);
    const name = names[index]!;
    if (module.hash !== undefined) checkDigest(digest, module.hash, options.plugin, name);
    return { name, bytes, digest };
  });
  return { modules: await Promise.all(read), manifest };
}

/** What a server sends must not widen what its own plugin may do: that is for the load options to say. */
export function refuseGrants(manifest: unknown, plugin: string): void {
  const fields = typeof manifest === "object" && manifest !== null ? Object.keys(manifest) : [];
  const grant = fields.find((field) => field !== "wasm" && field !== "config");
  if (grant === undefined) return;
  throw invalidManifest(
    `${quoteName(grant)}: a manifest from a server has only wasm and config; use load's options`,
    plugin,
  );
}

async function readModule(module: ManifestModule, folder: string, options: ReadOptions): Promise<Uint8Array> {
  if ("path" in module) return readLocation(resolve(folder, module.path), {}, options);
  if ("url" in module)
    return readLocation(toLocation(module.url, options.plugin), module.headers ?? {}, options);
  const bytes = typeof module.data === "string" ? Buffer.from(module.data, "base64") : copyOf(module.data);
  checkSize(bytes.length, options);
  return bytes;
}

/** The last module is the main one unless another bears that name; the others need names to be imported by. */
function moduleNames(modules: readonly ManifestModule[], plugin: string): string[] {
  const hasMain = modules.some((module) => module.name === "main");
  const names = modules.map((module, index) => {
    const isMain = modules.length === 1 || (!hasMain && index === modules.length - 1);
    const name = isMain ? "main" : module.name;
    if (name === undefined)
      throw invalidManifest(`wasm.${index}: a module beside the main one needs a name`, plugin);
    if (isHostNamespace(name))
      throw invalidManifest(`wasm.${index}: ${quoteName(name)} is a host namespace`, plugin);
    return name;
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidManifest(`two modules are named ${quoteName(twice)}`, plugin);
  return names;
}

/** Namespaces whose imports the host answers: no module of a plugin may stand in for it. */
export function isHostNamespace(name: string): boolean {
  return name.startsWith("extism:") || name.startsWith("vial:") || name.startsWith("wasi");
}

/** @throws PluginError `DIGEST_MISMATCH` with both digests. */
export function checkDigest(actual: Digest, expected: string, plugin: string, module: string): void {
  if (actual === parseDigest(expected)) return;
  const message = `Module ${quoteName(module)} has digest ${actual}, not ${quoteName(expected)}. It was altered or replaced: do not load it.`;
  throw new PluginError("DIGEST_MISMATCH", message, { plugin, phase: "load" });
}

export async function mainModule(bytes: Uint8Array): Promise<SourceModule> {
  return { name: "main", bytes, digest: await blobDigestOf(bytes) };
}

/** The module's own bytes: what the caller does with theirs afterwards cannot change what was checked. */
export function copyOf(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  return new Uint8Array(bytes instanceof ArrayBuffer ? bytes.slice(0) : bytes);
}
