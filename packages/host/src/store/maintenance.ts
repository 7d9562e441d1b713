import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseImageManifest } from "../release/image-manifest.ts";
import type { Digest } from "../source/digest.ts";
import type { Store } from "./store.ts";

/** What a clean-up did. */
export interface Collected {
  /** Files that were removed. */
  readonly files: number;
  /** Their size together. */
  readonly bytes: number;
}

/** What is wrong with a store. */
export interface StoreFault {
  readonly digest: Digest;
  /** In a clause: `is missing`. */
  readonly fault: string;
  /** The release that needs it, `repository:version`, if one does. */
  readonly neededBy?: string;
}

/** What {@link verifyStore} found. */
export interface StoreCheck {
  /** Blobs that were read. */
  readonly blobs: number;
  readonly faults: readonly StoreFault[];
}

/** Files that are younger may be, or belong to, what is being added. */
const graceMs = 60 * 60 * 1000;

/**
 * Removes blobs that no release needs, and files that a killed process left half written. Releases keep everything; the
 * store can be in use meanwhile.
 *
 * @param olderThanMs Only blobs that were not touched for so long; an hour unless set, as it is always for files half written.
 * @throws PluginError `STORE_CORRUPT` when a manifest cannot be read, so that what it needs is not known: nothing is removed then.
 */
export async function collectGarbage(
  store: Store,
  { olderThanMs = graceMs }: { readonly olderThanMs?: number } = {},
): Promise<Collected> {
  return await store.exclusive(async () => {
    const needed = new Set<string>();
    for (const { digest } of await store.index()) {
      const { config, layers } = parseImageManifest(await store.blobs.read(digest));
      for (const each of [digest, config.digest, ...layers.map((layer) => layer.digest)])
        needed.add(each.slice("sha256:".length));
    }
    const now = Date.now();
    const left = await removeOld(store.blobs.folder, now - olderThanMs, (name) => !needed.has(name));
    const unfinished = await removeOld(store.unfinishedFolder, now - graceMs, () => true);
    return { files: left.files + unfinished.files, bytes: left.bytes + unfinished.bytes };
  });
}

async function removeOld(
  folder: string,
  before: number,
  isUnneeded: (name: string) => boolean,
): Promise<Collected> {
  let files = 0;
  let bytes = 0;
  for (const name of (await readdir(folder)).filter(isUnneeded)) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats === undefined || stats.mtimeMs > before) continue;
    await rm(path, { force: true });
    files++;
    bytes += stats.size;
  }
  return { files, bytes };
}

/**
 * Reads everything a store holds and compares it with its digests.
 *
 * @throws PluginError `STORE_CORRUPT` when the index itself cannot be read.
 */
export async function verifyStore(store: Store): Promise<StoreCheck> {
  const neededBy = new Map<Digest, string>();
  const faults: StoreFault[] = [];
  for (const { digest, annotations } of await store.index()) {
    const reference = annotations?.["org.opencontainers.image.ref.name"] ?? "a signature";
    neededBy.set(digest, reference);
    const bytes = await store.blobs.faultOf(digest);
    if (typeof bytes === "string") continue;
    try {
      const { config, layers } = parseImageManifest(bytes);
      for (const each of [config, ...layers]) neededBy.set(each.digest, reference);
    } catch {
      faults.push({ digest, fault: "is not an OCI image manifest", neededBy: reference });
    }
  }
  const found = (await readdir(store.blobs.folder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const all = new Set<Digest>([...neededBy.keys(), ...found.map((name): Digest => `sha256:${name}`)]);
  for (const digest of all) {
    const fault = await store.blobs.faultOf(digest);
    if (typeof fault !== "string") continue;
    const reference = neededBy.get(digest);
    faults.push({ digest, fault, ...(reference !== undefined && { neededBy: reference }) });
  }
  return { blobs: all.size, faults };
}
