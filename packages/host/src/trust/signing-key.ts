import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { releaseError } from "../release/release-error.ts";

/** An Ed25519 public key (RFC 8032): `ed25519:` and its 32 bytes in base64. It is its own name in signatures and policies. */
export type PublicKey = `ed25519:${string}`;

/** What releases are signed with. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/** A key as it is kept: PKCS #8 in PEM. */
export interface NewKey {
  readonly publicKey: PublicKey;
  /** Encrypted when a passphrase was given. */
  readonly privatePem: string;
}

/** The bytes of a SubjectPublicKeyInfo before an Ed25519 key's own (RFC 8410). */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Makes a key pair.
 *
 * @example
 * ```ts
 * import { generateKey } from "@vial/host/releases";
 *
 * const { publicKey } = generateKey();
 * console.log(publicKey.startsWith("ed25519:")); // true
 * ```
 */
export function generateKey(passphrase?: string): NewKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({
    type: "pkcs8",
    format: "pem",
    ...(passphrase !== undefined && { cipher: "aes-256-cbc", passphrase }),
  });
  return { publicKey: nameOf(publicKey), privatePem: pem.toString() };
}

/**
 * Reads a private key in PEM.
 *
 * @throws PluginError `KEY_INVALID`; its message has nothing of the key.
 */
export function readSigningKey(pem: string, passphrase?: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: "pem", ...(passphrase !== undefined && { passphrase }) });
  } catch {
    throw keyInvalid("The key is not a private key in PEM, or its passphrase is another");
  }
  if (key.asymmetricKeyType !== "ed25519") throw keyInvalid("The key is not an Ed25519 key");
  return { publicKey: nameOf(createPublicKey(key)), sign: (bytes) => sign(null, bytes, key) };
}

/** Whether a text is written as a {@link PublicKey}. */
export function isPublicKey(text: string): text is PublicKey {
  const base64 = /^ed25519:([A-Za-z0-9+/]{43}=)$/.exec(text)?.[1];
  return base64 !== undefined && Buffer.from(base64, "base64").toString("base64") === base64;
}

/** Whether a signature (RFC 8032) is one of these bytes by this key. */
export function isSignedBy(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  const raw = Buffer.from(key.slice("ed25519:".length), "base64");
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: "der", type: "spki" });
    return verify(null, bytes, publicKey, signature);
  } catch {
    // Bytes that are no point on the curve.
    return false;
  }
}

function nameOf(key: KeyObject): PublicKey {
  const der = key.export({ type: "spki", format: "der" });
  return `ed25519:${der.subarray(spkiPrefix.length).toString("base64")}`;
}

function keyInvalid(why: string): Error {
  return releaseError("KEY_INVALID", `${why}. vial keys new makes one.`);
}
