import { readFile } from "node:fs/promises";
import { valid } from "semver";
import * as v from "valibot";
import { digestSchema, parseJson } from "../release/image-manifest.ts";
import { releaseError, systemCode } from "../release/release-error.ts";
import { quoteName } from "../plugin-error.ts";
import type { Digest } from "../source/digest.ts";
import { isPublicKey, type PublicKey } from "./signing-key.ts";

/**
 * Whose releases a host runs. Nothing is trusted that it does not name: a release needs a signature by one of these keys, for
 * a name that the key is for.
 */
export interface TrustPolicy {
  readonly trustVersion: 1;
  readonly keys: readonly TrustedKey[];
  /** Releases that must not run any more, whoever signed them: digests of their OCI image manifests. */
  readonly revokedReleases?: readonly Digest[] | undefined;
  /** The oldest version that may run, by plugin name: a registry that offers less is not believed. */
  readonly minimumVersions?: Readonly<Record<string, string>> | undefined;
}

/** A key, and the plugins it speaks for. */
export interface TrustedKey {
  readonly publicKey: PublicKey;
  /** Names of plugins; `lab-*` stands for all that begin with `lab-`. */
  readonly names: readonly string[];
  /** Whether the key is lost: what it alone signed is refused, also what was trusted before. */
  readonly revoked?: boolean | undefined;
  /** Whose it is, for people. */
  readonly owner?: string | undefined;
}

const names = v.pipe(
  v.array(
    v.pipe(v.string(), v.regex(/^(?:[a-z][a-z0-9-]*\*?|\*)$/, "a plugin's name, or the start of one and *")),
  ),
  v.minLength(1),
);

const policySchema: v.GenericSchema<TrustPolicy> = v.strictObject({
  trustVersion: v.literal(1),
  keys: v.array(
    v.strictObject({
      publicKey: v.custom<PublicKey>(
        (value) => typeof value === "string" && isPublicKey(value),
        "a public key (ed25519:…)",
      ),
      names,
      revoked: v.optional(v.boolean()),
      owner: v.optional(v.pipe(v.string(), v.maxLength(200))),
    }),
  ),
  revokedReleases: v.optional(v.array(digestSchema)),
  minimumVersions: v.optional(
    v.record(
      v.string(),
      v.pipe(
        v.string(),
        v.check((value) => valid(value) !== null, "a semantic version"),
      ),
    ),
  ),
});

/**
 * Checks a trust policy.
 *
 * @throws PluginError `TRUST_POLICY_INVALID` naming the field.
 */
export function parseTrustPolicy(value: unknown): TrustPolicy {
  const parsed = v.safeParse(policySchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? "it";
  const takes =
    issue.expected === "never" ? "is not a known member" : `takes ${issue.expected ?? issue.message}`;
  throw policyInvalid(`${quoteName(path)} ${takes}`);
}

/**
 * Reads a trust policy from a JSON file.
 *
 * @throws PluginError `TRUST_POLICY_INVALID`.
 */
export async function readTrustPolicy(path: string): Promise<TrustPolicy> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw policyInvalid(
      `the file ${quoteName(path)} cannot be read (${systemCode(cause) ?? "unknown error"})`,
      cause,
    );
  }
  const value = parseJson(bytes);
  if (value === undefined) throw policyInvalid(`the file ${quoteName(path)} is not JSON`);
  return parseTrustPolicy(value);
}

/** Whether a key speaks for a name, lost or not. */
export function speaksFor(key: TrustedKey, name: string): boolean {
  return key.names.some((pattern) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
}

function policyInvalid(why: string, cause?: unknown): Error {
  const message = `The trust policy is not valid: ${why}. Nothing is trusted until it is mended.`;
  return releaseError("TRUST_POLICY_INVALID", message, { cause });
}
