import { isDeepStrictEqual } from "node:util";
import { lt } from "semver";
import { quoteName } from "../plugin-error.ts";
import type { ImageManifest } from "../release/image-manifest.ts";
import { releaseError } from "../release/release-error.ts";
import type { Digest } from "../source/digest.ts";
import { parseEnvelope, signersOf } from "./envelope.ts";
import type { PublicKey } from "./signing-key.ts";
import { signedBlobs, statementOf } from "./statement.ts";
import { speaksFor, type TrustPolicy } from "./trust-policy.ts";

/** What is to be trusted, as its signatures are checked: before anything of the plugin itself is read. */
export interface Candidate {
  /** The name that was asked for. */
  readonly name: string;
  readonly digest: Digest;
  readonly manifest: ImageManifest;
  /** DSSE envelopes, its own and those made of it later. */
  readonly envelopes: readonly Uint8Array[];
}

/** What a trusted signature says. */
export interface Trusted {
  readonly version: string;
  readonly signer: PublicKey;
}

/**
 * Finds a signature by a key that the policy trusts for the name, over exactly these blobs.
 *
 * @throws PluginError `RELEASE_REVOKED`, `RELEASE_UNSIGNED`, `RELEASE_UNTRUSTED`, `RELEASE_DOWNGRADED`.
 */
export function verifyTrust(candidate: Candidate, policy: TrustPolicy): Trusted {
  const { name, digest, envelopes } = candidate;
  if (policy.revokedReleases?.includes(digest) === true)
    throw releaseError(
      "RELEASE_REVOKED",
      `The release ${digest} of ${quoteName(name)} is revoked by the trust policy. Take another version.`,
      { plugin: name },
    );
  if (envelopes.length === 0) {
    const message = `The release ${digest} of ${quoteName(name)} is not signed. Publish it with vial publish --key, or have it signed: vial keys sign.`;
    throw releaseError("RELEASE_UNSIGNED", message, { plugin: name });
  }
  const verdicts = envelopes.flatMap((bytes) => verdictsOf(bytes, candidate, policy));
  const trusted = verdicts.find((verdict) => typeof verdict !== "string");
  if (trusted === undefined) throw untrusted(candidate, verdicts as readonly Distrust[]);
  const minimum = Object.hasOwn(policy.minimumVersions ?? {}, name)
    ? policy.minimumVersions![name]
    : undefined;
  if (minimum !== undefined && lt(trusted.version, minimum)) {
    const message = `The release ${quoteName(trusted.version)} of ${quoteName(name)} is older than ${minimum}, the oldest the trust policy allows.`;
    throw releaseError("RELEASE_DOWNGRADED", message, { plugin: name, version: trusted.version });
  }
  return trusted;
}

/** Why a signature does not count; the last is said when there are several. */
const distrusts = {
  unreadable: "a signature is not a DSSE envelope about a release, by an Ed25519 key",
  unknown: "it is signed by a key that the trust policy does not name for this plugin",
  otherRelease: "a signature is of another plugin, version or content than this",
  forged: "a signature is not by the key it names, or was altered",
  revoked: "it is signed by a key that is revoked",
} as const;

type Distrust = keyof typeof distrusts;

function verdictsOf(
  bytes: Uint8Array,
  { name, manifest }: Candidate,
  policy: TrustPolicy,
): (Trusted | Distrust)[] {
  const envelope = parseEnvelope(bytes);
  const statement = envelope && statementOf(envelope);
  if (envelope === undefined || statement === undefined) return ["unreadable"];
  const signers = [...signersOf(envelope)];
  if (signers.length === 0) return ["unreadable"];
  return signers.map(([signer, isGenuine]) => {
    const keys = policy.keys.filter((each) => each.publicKey === signer);
    if (!isGenuine) return "forged";
    // Also when another entry for the same key forgets to say so.
    if (keys.some((key) => key.revoked === true)) return "revoked";
    if (!keys.some((key) => speaksFor(key, name))) return "unknown";
    const isThis = statement.name === name && isDeepStrictEqual(statement.blobs, signedBlobs(manifest));
    return isThis ? { version: statement.version, signer } : "otherRelease";
  });
}

function untrusted({ name, digest }: Candidate, verdicts: readonly Distrust[]): Error {
  const worst =
    (Object.keys(distrusts) as Distrust[]).findLast((each) => verdicts.includes(each)) ?? "unreadable";
  const code = worst === "revoked" ? "RELEASE_REVOKED" : "RELEASE_UNTRUSTED";
  const message = `The release ${digest} of ${quoteName(name)} is not trusted: ${distrusts[worst]}. Do not run it before you know why.`;
  return releaseError(code, message, { plugin: name });
}
