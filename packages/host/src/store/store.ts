import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { quoteName } from "../plugin-error.ts";
import { describe, encodeJson, parseJson, type Descriptor } from "../release/image-manifest.ts";
import { mediaTypes } from "../release/media-types.ts";
import { releaseError, systemCode } from "../release/release-error.ts";
import type { Digest } from "../source/digest.ts";
import { Blobs, unwritable } from "./blobs.ts";
import { writeDurably } from "./durable-file.ts";
import { annotationKeys, encodeIndex, parseIndex } from "./layout-index.ts";
import { withStoreLock } from "./store-lock.ts";

/** A release that a store holds. */
export interface StoredRelease {
  /** Where it came from: `host/path/name`, or the plugin's name alone when it was only ever packed here. */
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  /** Of its OCI image manifest. */
  readonly digest: Digest;
}

/** What is to be put into a store in one step. */
export interface StoreAddition {
  /** The bytes of an OCI image manifest. */
  readonly manifest: Uint8Array;
  /** What it refers to. */
  readonly blobs: readonly Uint8Array[];
  /** What the index says of it. */
  readonly entry: Omit<StoredRelease, "digest"> | { readonly subject: Digest };
}

const lockTimeoutMs = 30_000;

/**
 * Releases on disk: an OCI image layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md), which other OCI
 * tools read. What it holds is checked when it is read. Several processes may use one store; one that is killed in the
 * middle of anything leaves it whole.
 *
 * @example
 * ```ts
 * import { Store } from "@vial/host/releases";
 *
 * const store = await Store.open("./plugin-store");
 * for (const { name, version, digest } of await store.list()) console.log(name, version, digest);
 * ```
 */
export class Store {
  readonly path: string;
  /** @internal */
  readonly blobs: Blobs;
  readonly #own: string;

  /**
   * Opens a store, or makes an empty one.
   *
   * @throws PluginError `STORE_UNWRITABLE`, `STORE_CORRUPT` when the folder holds a layout of another version.
   */
  static async open(path: string): Promise<Store> {
    const store = new Store(resolve(path));
    const marker = join(store.path, "oci-layout");
    try {
      await mkdir(store.blobs.folder, { recursive: true });
      await mkdir(store.unfinishedFolder, { recursive: true });
      const layout = await readFile(marker).catch(notThere);
      if (layout === undefined) await writeDurably(marker, encodeJson({ imageLayoutVersion: "1.0.0" }));
      else if (
        (parseJson(layout) as { imageLayoutVersion?: unknown } | undefined)?.imageLayoutVersion !== "1.0.0"
      )
        throw releaseError(
          "STORE_CORRUPT",
          `${quoteName(marker)} is not that of an OCI image layout 1.0.0. Choose another folder.`,
        );
      await store.exclusive(async () => {
        if ((await readFile(store.indexPath).catch(notThere)) === undefined) await store.#writeIndex([]);
      });
    } catch (error) {
      throw systemCode(error) === undefined || isOwn(error) ? error : unwritable(store.path, error);
    }
    return store;
  }

  private constructor(path: string) {
    this.path = path;
    this.#own = join(path, ".vial");
    this.blobs = new Blobs(path, this.unfinishedFolder);
  }

  /** @internal Files that are being written. Other OCI tools pass over it. */
  get unfinishedFolder(): string {
    return join(this.#own, "unfinished");
  }

  /** @internal */
  get indexPath(): string {
    return join(this.path, "index.json");
  }

  /** @internal Runs `work` while no other process changes the store. */
  exclusive<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return withStoreLock(join(this.#own, "lock"), work, { timeoutMs: lockTimeoutMs, signal });
  }

  /**
   * Every manifest the index names, releases and signatures.
   *
   * @internal
   * @throws PluginError `STORE_CORRUPT`.
   */
  async index(): Promise<readonly Descriptor[]> {
    const bytes = await readFile(this.indexPath).catch(notThere);
    const manifests = bytes && parseIndex(bytes);
    if (manifests !== undefined) return manifests;
    const message = `The store's ${quoteName(this.indexPath)} is missing or not an OCI image index. Restore it, or remove the store: what a registry has is fetched again.`;
    throw releaseError("STORE_CORRUPT", message);
  }

  /** The releases it holds. */
  async list(): Promise<readonly StoredRelease[]> {
    return (await this.index()).flatMap((descriptor) => {
      const { annotations = {}, digest } = descriptor;
      const { [annotationKeys.reference]: reference, [annotationKeys.name]: name } = annotations;
      const version = annotations[annotationKeys.version];
      if (reference === undefined || name === undefined || version === undefined) return [];
      return [{ repository: reference.slice(0, -tagOf(version).length - 1), name, version, digest }];
    });
  }

  /** The manifests of signatures that were made of a release later. */
  async signaturesOf(subject: Digest): Promise<readonly Digest[]> {
    const manifests = await this.index();
    return manifests
      .filter(({ annotations }) => annotations?.[annotationKeys.subject] === subject)
      .map(({ digest }) => digest);
  }

  /**
   * Puts a manifest and what it refers to in. It is there whole or not at all, and what is there already is left as it is.
   *
   * @throws PluginError `STORE_UNWRITABLE`, `STORE_BUSY`, `STORE_CORRUPT`.
   */
  async add({ manifest, blobs, entry }: StoreAddition): Promise<Digest> {
    const all = [...blobs, manifest];
    for (const bytes of all) await this.blobs.write(bytes);
    const descriptor: Descriptor = {
      ...describe(mediaTypes.imageManifest, manifest),
      artifactType: "subject" in entry ? mediaTypes.signature : mediaTypes.plugin,
      annotations: annotationsOf(entry),
    };
    await this.exclusive(async () => {
      // A clean-up may have run in between; while this has the lock none does.
      for (const bytes of all)
        if (!(await this.blobs.has(describe("", bytes).digest))) await this.blobs.write(bytes);
      const before = await this.index();
      if (before.some((each) => isSameEntry(each, descriptor))) return;
      await this.#writeIndex([...before, descriptor]);
    });
    return descriptor.digest;
  }

  /** Takes a release out of the index; `gc` then frees what nothing else refers to. */
  async remove(digest: Digest): Promise<void> {
    await this.exclusive(async () => {
      const before = await this.index();
      const kept = before.filter(
        (each) => each.digest !== digest && each.annotations?.[annotationKeys.subject] !== digest,
      );
      if (kept.length < before.length) await this.#writeIndex(kept);
    });
  }

  async #writeIndex(manifests: readonly Descriptor[]): Promise<void> {
    try {
      await writeDurably(this.indexPath, encodeIndex(manifests), { folder: this.unfinishedFolder });
    } catch (error) {
      throw unwritable(this.indexPath, error);
    }
  }
}

/** A version as a tag: tags have no `+`, for which OCI tools write `_`. */
export function tagOf(version: string): string {
  return version.replaceAll("+", "_");
}

function annotationsOf(entry: StoreAddition["entry"]): Record<string, string> {
  if ("subject" in entry) return { [annotationKeys.subject]: entry.subject };
  return {
    [annotationKeys.reference]: `${entry.repository}:${tagOf(entry.version)}`,
    [annotationKeys.name]: entry.name,
    [annotationKeys.version]: entry.version,
  };
}

function isSameEntry(a: Descriptor, b: Descriptor): boolean {
  const keys = [annotationKeys.reference, annotationKeys.subject];
  return a.digest === b.digest && keys.every((key) => a.annotations?.[key] === b.annotations?.[key]);
}

function notThere(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
  return undefined;
}

function isOwn(error: unknown): boolean {
  return error instanceof Error && error.name === "PluginError";
}
