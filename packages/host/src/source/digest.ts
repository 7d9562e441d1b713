import { hash } from "node:crypto";

/** `sha256:` and 64 lower-case hexadecimal digits, as in the OCI image specification (descriptor, "Digests"). */
export type Digest = `sha256:${string}`;

export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${hash("sha256", bytes, "hex")}`;
}

/** Reads a digest as OCI (`sha256:…`) or as Extism's manifest writes it (bare hex); `undefined` when it is neither. */
export function parseDigest(text: string): Digest | undefined {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(text)?.[1];
  return hex === undefined ? undefined : `sha256:${hex.toLowerCase()}`;
}
