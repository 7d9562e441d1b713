import { readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { quoteName } from "../plugin-error.ts";
import { releaseError, systemCode } from "../release/release-error.ts";
import { blobDigestOf, type Digest } from "../source/digest.ts";
import { writeDurably } from "./durable-file.ts";

/** The content-addressed files of an OCI image layout: `blobs/sha256/…`. */
export class Blobs {
  readonly folder: string;
  readonly #unfinished: string;

  /** @param unfinished Where files are until they are whole: a folder on the same file system. */
  constructor(layout: string, unfinished: string) {
    this.folder = join(layout, "blobs", "sha256");
    this.#unfinished = unfinished;
  }

  path(digest: Digest): string {
    return join(this.folder, digest.slice("sha256:".length));
  }

  /**
   * The bytes, checked against their digest.
   *
   * @throws PluginError `STORE_CORRUPT` when they are missing or other bytes.
   */
  async read(digest: Digest): Promise<Uint8Array> {
    const fault = await this.faultOf(digest);
    if (typeof fault !== "string") return fault;
    const message = `The store's blob ${digest} ${fault}. vial store verify lists all such blobs; what a registry has is fetched again.`;
    throw releaseError("STORE_CORRUPT", message);
  }

  /** The bytes; or what is wrong with them, in a clause. */
  async faultOf(digest: Digest): Promise<Uint8Array | string> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.path(digest));
    } catch (error) {
      const code = systemCode(error) ?? "unknown error";
      return code === "ENOENT" ? "is missing" : `cannot be read (${code})`;
    }
    return (await blobDigestOf(bytes)) === digest ? bytes : "holds other bytes than its digest says";
  }

  /** Puts bytes in. What is there and whole is kept; what is there and damaged is replaced. */
  async write(bytes: Uint8Array): Promise<Digest> {
    const digest = await blobDigestOf(bytes);
    const path = this.path(digest);
    if (typeof (await this.faultOf(digest)) !== "string") {
      // What is used anew is not to be taken for left over by a clean-up.
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return digest;
    }
    try {
      await writeDurably(path, bytes, { folder: this.#unfinished });
    } catch (error) {
      throw unwritable(path, error);
    }
    return digest;
  }

  async has(digest: Digest): Promise<boolean> {
    return (await stat(this.path(digest)).catch(() => undefined))?.isFile() === true;
  }
}

export function unwritable(path: string, error: unknown): Error {
  const code = systemCode(error) ?? "unknown error";
  const message = `The store cannot write ${quoteName(path)}: ${code}. Nothing of it was kept; make room or mend the permissions, and try again.`;
  return releaseError("STORE_UNWRITABLE", message, { cause: error });
}
