import { open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf, parseDigest, type Digest } from "./digest.ts";
import {
  invalidManifest,
  parseManifest,
  type ExtismManifest,
  type ManifestModule,
} from "./extism-manifest.ts";
import { PluginError, quoteName } from "./plugin-error.ts";

/** Where a plugin comes from: a path, a `file:`, `http:` or `https:` URL, the module's bytes, or an Extism manifest. */
export type PluginSource = string | URL | Uint8Array | ArrayBuffer | ExtismManifest;

/** A module as it was read, before anything is compiled. The module that is called is named `main`. */
export interface SourceModule {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

export interface ResolvedSource {
  readonly modules: readonly SourceModule[];
  /** The manifest's settings; absent when the source was a bare module. */
  readonly manifest?: ExtismManifest;
}

interface ReadOptions {
  readonly plugin: string;
  readonly maxBytes: number;
  /** How long fetching from a server may take, in milliseconds. */
  readonly fetchMs: number;
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
    return { modules: [mainModule(copyOf(source))] };
  }
  if (typeof source === "object" && !(source instanceof URL))
    return readManifest(source, process.cwd(), options);

  const location = toLocation(source, options.plugin);
  const bytes = await readLocation(location, {}, options);
  if (!isManifest(bytes)) return { modules: [mainModule(bytes)] };
  const manifest = parseJson(bytes, options.plugin);
  if (typeof location === "string") return readManifest(manifest, dirname(location), options);
  refuseGrants(manifest, options.plugin);
  return readManifest(manifest, process.cwd(), options);
}

async function readManifest(value: unknown, folder: string, options: ReadOptions): Promise<ResolvedSource> {
  const manifest = parseManifest(value, options.plugin);
  const names = moduleNames(manifest.wasm, options.plugin);
  const read = manifest.wasm.map(async (module, index): Promise<SourceModule> => {
    const bytes = await readModule(module, folder, options);
    const digest = digestOf(bytes);
    const name = names[index]!;
    if (module.hash !== undefined) checkDigest(digest, module.hash, options.plugin, name);
    return { name, bytes, digest };
  });
  return { modules: await Promise.all(read), manifest };
}

/** What a server sends must not widen what its own plugin may do: that is for the load options to say. */
function refuseGrants(manifest: unknown, plugin: string): void {
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

function mainModule(bytes: Uint8Array): SourceModule {
  return { name: "main", bytes, digest: digestOf(bytes) };
}

/** The module's own bytes: what the caller does with theirs afterwards cannot change what was checked. */
function copyOf(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  return new Uint8Array(bytes instanceof ArrayBuffer ? bytes.slice(0) : bytes);
}

/** Whether a file is JSON: a manifest, and not a module. */
function isManifest(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !jsonWhiteSpace.has(byte));
  return first === openingBrace;
}

/** A path, or a URL that has to be fetched. */
function toLocation(source: string | URL, plugin: string): string | URL {
  if (typeof source === "string" && !/^(?:file|https?):/i.test(source)) return resolve(source);
  try {
    const url = new URL(source);
    if (url.protocol === "file:") return fileURLToPath(url);
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  } catch (cause) {
    throw unreadable("The module's URL is not one this machine can read. See the cause.", plugin, cause);
  }
  throw unreadable("The module's URL is neither file:, http: nor https:.", plugin);
}

async function readLocation(
  location: string | URL,
  headers: Readonly<Record<string, string>>,
  options: ReadOptions,
): Promise<Uint8Array> {
  try {
    return typeof location === "string"
      ? await readFile(location, options)
      : await fetchModule(location, headers, options);
  } catch (cause) {
    if (cause instanceof PluginError) throw cause;
    const message = `The module at ${quoteName(withoutSecrets(location))} cannot be read. See the cause.`;
    throw unreadable(message, options.plugin, cause);
  }
}

async function readFile(path: string, options: ReadOptions): Promise<Uint8Array> {
  await using file = await open(path);
  const stats = await file.stat();
  // A device or a pipe has no size to check and may never end.
  if (!stats.isFile()) throw new Error("It is not a regular file");
  checkSize(stats.size, options);
  return await file.readFile();
}

async function fetchModule(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: ReadOptions,
): Promise<Uint8Array> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(options.fetchMs) });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    checkSize(size, options);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreadable(message: string, plugin: string, cause?: unknown): PluginError {
  return new PluginError("SOURCE_UNREADABLE", message, { plugin, phase: "load", cause });
}

function checkSize(size: number, { maxBytes, plugin }: ReadOptions): void {
  if (size <= maxBytes) return;
  const message = `The module is larger than the limit of ${maxBytes} bytes. Raise limits.moduleBytes if it is meant to be.`;
  throw new PluginError("MODULE_TOO_LARGE", message, { plugin, phase: "load" });
}

function parseJson(bytes: Uint8Array, plugin: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw invalidManifest("it is not JSON", plugin);
  }
}

function withoutSecrets(location: string | URL): string {
  return typeof location === "string" ? location : `${location.origin}${location.pathname}`;
}
