import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { quoteName } from "../plugin-error.ts";
import { writeDurably } from "../store/durable-file.ts";
import { digestSchema, parseJson } from "./image-manifest.ts";
import { releaseError, systemCode } from "./release-error.ts";
import type { Digest } from "../source/digest.ts";

/** What a wish stood for when it was last resolved. */
export interface LockedRelease {
  readonly version: string;
  readonly digest: Digest;
}

/** By wish: `oci://host/path/name@^1.2`. */
export type LockedReleases = Readonly<Record<string, LockedRelease>>;

const lockSchema = v.strictObject({
  lockVersion: v.literal(1),
  releases: v.record(v.string(), v.strictObject({ version: v.string(), digest: digestSchema })),
});

/**
 * Reads a `vial.lock`; one that is not there is empty.
 *
 * @throws PluginError `LOCK_FILE_INVALID`.
 */
export async function readLockFile(path: string): Promise<LockedReleases> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const code = systemCode(cause);
    if (code === "ENOENT") return {};
    throw invalid(path, `cannot be read (${code ?? "unknown error"})`, cause);
  }
  const parsed = v.safeParse(lockSchema, parseJson(bytes));
  if (parsed.success) return parsed.output.releases;
  throw invalid(
    path,
    `is not valid: ${quoteName(v.getDotPath(parsed.issues[0]) ?? "it")} is missing or wrong`,
  );
}

/** Writes a `vial.lock` whose lines differ only where releases do. */
export async function writeLockFile(path: string, releases: LockedReleases): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(releases).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ lockVersion: 1, releases: sorted }, undefined, 2)}\n`;
  try {
    await writeDurably(path, new TextEncoder().encode(text));
  } catch (cause) {
    const message = `The lock file ${quoteName(path)} cannot be written: ${systemCode(cause) ?? "unknown error"}.`;
    throw releaseError("STORE_UNWRITABLE", message, { cause });
  }
}

function invalid(path: string, why: string, cause?: unknown): Error {
  const message = `The lock file ${quoteName(path)} ${why}. Restore it from version control, or remove it to resolve everything anew.`;
  return releaseError("LOCK_FILE_INVALID", message, { cause });
}
