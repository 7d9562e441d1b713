import { hash } from "node:crypto";

/** `sha256:` and 64 lower-case hexadecimal digits, as in the OCI image specification (descriptor, "Digests"). */
export type Digest = `sha256:${string}`;

/** Up to here computing a digest at once takes less than the trip to another thread. */
const atOnceBytes = 256 * 1024;

/** Of documents, and wherever nobody waits for this thread. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${hash("sha256", bytes, "hex")}`;
}

/** Of what may be as large as a module: it is computed on a thread of Node's pool then. The bytes are taken as they are at the call. */
export async function blobDigestOf(bytes: Uint8Array): Promise<Digest> {
  if (bytes.length <= atOnceBytes) return digestOf(bytes);
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return `sha256:${Buffer.from(digest).toString("hex")}`;
}

/** Reads a digest as OCI (`sha256:…`) or as Extism's manifest writes it (bare hex); `undefined` when it is neither. */
export function parseDigest(text: string): Digest | undefined {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(text)?.[1];
  return hex === undefined ? undefined : `sha256:${hex.toLowerCase()}`;
}
