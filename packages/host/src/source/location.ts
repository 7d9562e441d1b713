import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PluginError, quoteName } from "../plugin-error.ts";

export interface ReadOptions {
  readonly plugin: string;
  readonly maxBytes: number;
  /** How long fetching from a server may take, in milliseconds. */
  readonly fetchMs: number;
}

/** A path, or a URL that has to be fetched. */
export function toLocation(source: string | URL, plugin: string): string | URL {
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

export async function readLocation(
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
  // Loaded with the first file: a host that has its modules' bytes starts without it.
  const { open } = await import("node:fs/promises");
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

export function checkSize(size: number, { maxBytes, plugin }: ReadOptions): void {
  if (size <= maxBytes) return;
  const message = `The module is larger than the limit of ${maxBytes} bytes. Raise limits.moduleBytes if it is meant to be.`;
  throw new PluginError("MODULE_TOO_LARGE", message, { plugin, phase: "load" });
}

function withoutSecrets(location: string | URL): string {
  return typeof location === "string" ? location : `${location.origin}${location.pathname}`;
}
