import { existsSync } from "node:fs";
import {
  isPublicKey,
  parseTrustPolicy,
  readTrustPolicy,
  signRelease,
  splitReference,
  type PublicKey,
  type TrustPolicy,
} from "@vial/host/releases";
import { Failure, usageFailure } from "../failure.ts";
import { writeWhole } from "../project/write-whole.ts";
import { dockerCredentials } from "../release/credentials.ts";
import { readKeyFile, writeKeyFile } from "../release/key-file.ts";
import { reportingFailures } from "../release/release-failure.ts";
import { onError } from "../terminal/style.ts";

export interface KeyOptions {
  readonly json?: boolean;
}

/** `vial keys new`. */
export async function newKey(file: string, { json }: KeyOptions): Promise<void> {
  const publicKey = await writeKeyFile(file);
  if (json) return console.log(JSON.stringify({ publicKey, file }, undefined, 2));
  console.error(`${onError("green", "✔")} ${file}: keep it secret. Hosts are given the public key:`);
  console.log(publicKey);
}

/** `vial keys show`. */
export async function showKey(file: string, { json }: KeyOptions): Promise<void> {
  const { publicKey } = await reportingFailures(() => readKeyFile(file));
  console.log(json ? JSON.stringify({ publicKey }, undefined, 2) : publicKey);
}

/** `vial keys trust`. */
export async function trustKey(
  key: string,
  {
    names,
    owner,
    policy: file,
  }: { readonly names: readonly string[]; readonly owner?: string; readonly policy: string },
): Promise<void> {
  const publicKey = requirePublicKey(key);
  const policy = existsSync(file) ? await read(file) : { trustVersion: 1 as const, keys: [] };
  const before = policy.keys.find((each) => each.publicKey === publicKey);
  if (before?.revoked) {
    throw new Failure(`${key} is revoked in ${file}`, {
      hint: "A key that was lost is not trusted again: make another.",
    });
  }
  const entry = {
    publicKey,
    names: [...new Set([...(before?.names ?? []), ...names])],
    ...((owner ?? before?.owner) !== undefined && { owner: owner ?? before?.owner }),
  };
  await write(file, { ...policy, keys: [...policy.keys.filter((each) => each !== before), entry] });
  console.error(`${onError("green", "✔")} ${file}: trusted for ${entry.names.join(", ")}`);
}

/** `vial keys revoke`. */
export async function revoke(what: string, { policy: file }: { readonly policy: string }): Promise<void> {
  const policy = await read(file);
  if (/^sha256:[0-9a-f]{64}$/.test(what)) {
    const revokedReleases = [...new Set([...(policy.revokedReleases ?? []), what as `sha256:${string}`])];
    await write(file, { ...policy, revokedReleases });
  } else {
    const publicKey = requirePublicKey(what);
    if (!policy.keys.some((each) => each.publicKey === publicKey))
      throw new Failure(`${file} does not trust ${what}`, { hint: "What it signed is refused already." });
    const keys = policy.keys.map((each) =>
      each.publicKey === publicKey ? { ...each, revoked: true } : each,
    );
    await write(file, { ...policy, keys });
  }
  console.error(`${onError("green", "✔")} ${file}: revoked`);
}

/** `vial keys sign`. */
export async function signAgain(
  reference: string,
  options: {
    readonly key: string;
    readonly trustedHost: readonly string[];
    readonly insecureHost: readonly string[];
  },
): Promise<void> {
  const digest = await reportingFailures(async () => {
    const key = await readKeyFile(options.key);
    const { repository, wanted } = splitReference(reference);
    return await signRelease({ repository, version: wanted }, key, {
      credentials: dockerCredentials,
      trustedHosts: options.trustedHost,
      insecureHosts: options.insecureHost,
    });
  });
  console.error(`${onError("green", "✔")} signed`);
  console.log(digest);
}

function requirePublicKey(key: string): PublicKey {
  if (isPublicKey(key)) return key;
  throw usageFailure("that is no public key", "vial keys show prints one: ed25519: and 44 characters.");
}

async function read(file: string): Promise<TrustPolicy> {
  return await reportingFailures(() => readTrustPolicy(file));
}

/** Hosts read the file for every release: they find the old one or the new one, whole. */
async function write(file: string, policy: TrustPolicy): Promise<void> {
  await reportingFailures(async () => parseTrustPolicy(policy));
  await writeWhole(file, `${JSON.stringify(policy, undefined, 2)}\n`);
}
