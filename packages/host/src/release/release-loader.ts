import { PluginError } from "../plugin-error.ts";
import type { Registry } from "../registry/registry.ts";
import type { Digest } from "../source/digest.ts";
import type { Store } from "../store/store.ts";
import { maxEnvelopeBytes } from "../trust/envelope.ts";
import type { TrustPolicy } from "../trust/trust-policy.ts";
import { verifyTrust } from "../trust/verify-trust.ts";
import { parseImageManifest, type Descriptor, type ImageManifest } from "./image-manifest.ts";
import { mediaTypes } from "./media-types.ts";
import { releaseError } from "./release-error.ts";
import type { Release } from "./release.ts";
import { releaseDescriptors, unpackRelease, type ReleaseLimits } from "./unpack-release.ts";

/** Where the parts of a release are looked for: the store first, then the registry, if there is one. */
export interface Sources {
  readonly store: Store;
  readonly registry: Registry | undefined;
  readonly limits: ReleaseLimits;
  readonly signal?: AbortSignal | undefined;
}

/** A release whose signature is trusted, of whose parts nothing was fetched yet. */
export interface TrustedRelease {
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly manifest: ImageManifest;
}

const maxSignatures = 16;

/**
 * Checks a release by its image manifest: form, signature, trust.
 *
 * @throws PluginError `RELEASE_INVALID`, `RELEASE_UNSIGNED`, `RELEASE_UNTRUSTED`, `RELEASE_REVOKED`, `RELEASE_DOWNGRADED`, and what
 *   reading throws.
 */
export async function trustRelease(
  name: string,
  { digest, bytes }: { readonly digest: Digest; readonly bytes: Uint8Array },
  policy: TrustPolicy,
  sources: Sources,
): Promise<TrustedRelease> {
  const manifest = parseImageManifest(bytes, name);
  const { envelopes } = releaseDescriptors(manifest, name, sources.limits);
  const own: Uint8Array[] = [];
  for (const each of envelopes) own.push(await readEnvelope(each, name, sources));
  const candidate = { name, digest, manifest, envelopes: own };
  try {
    return { ...verifyTrust(candidate, policy), name, digest, bytes, manifest };
  } catch (error) {
    if (!(error instanceof PluginError) || error.code === "RELEASE_DOWNGRADED") throw error;
    // The release may have been signed again since, by another key.
    const later = await laterEnvelopes(name, digest, sources);
    if (later.length === 0) throw error;
    return {
      ...verifyTrust({ ...candidate, envelopes: [...own, ...later] }, policy),
      name,
      digest,
      bytes,
      manifest,
    };
  }
}

/**
 * Fetches the parts of a trusted release, puts what is new into the store, and reads it.
 *
 * @throws PluginError `DIGEST_MISMATCH`, `RELEASE_INVALID`, `INVALID_MANIFEST`, `STORE_…`, `REGISTRY_…`.
 */
export async function fetchRelease(
  trusted: TrustedRelease,
  repository: string,
  sources: Sources,
): Promise<Release> {
  const { name, version, digest, manifest } = trusted;
  const { config, module, fixtures, sbom, envelopes } = releaseDescriptors(manifest, name, sources.limits);
  const parts = {
    config: await readBlob(config, name, sources),
    module: await readBlob(module, name, sources),
    fixtures: fixtures && (await readBlob(fixtures, name, sources)),
  };
  const release = unpackRelease({ digest, ...parts }, { name, version });
  const { store } = sources;
  const listed = (await store.list()).some(
    (each) => each.digest === digest && each.repository === repository,
  );
  if (!listed) {
    const rest: Uint8Array[] = [];
    for (const each of [...(sbom ? [sbom] : []), ...envelopes])
      rest.push(await readBlob(each, name, sources));
    const blobs = [parts.config, parts.module, ...(parts.fixtures ? [parts.fixtures] : []), ...rest];
    await store.add({ manifest: trusted.bytes, blobs, entry: { repository, name, version } });
  }
  return release;
}

/** A manifest by its digest, from the store when it has it. */
export async function readManifest(
  digest: Digest,
  { store, registry, signal }: Sources,
): Promise<{ readonly digest: Digest; readonly bytes: Uint8Array }> {
  const stored = await store.blobs.faultOf(digest);
  if (typeof stored !== "string") return { digest, bytes: stored };
  if (registry !== undefined) return await registry.manifest(digest, { signal });
  return { digest, bytes: await store.blobs.read(digest) };
}

async function readBlob(descriptor: Descriptor, name: string, sources: Sources): Promise<Uint8Array> {
  const { store, registry, signal } = sources;
  const stored = await store.blobs.faultOf(descriptor.digest);
  const bytes = typeof stored === "string" ? await fetchBlob(descriptor, store, registry, signal) : stored;
  if (bytes.length === descriptor.size) return bytes;
  throw releaseError(
    "RELEASE_INVALID",
    `The release of ${name} states a wrong length for ${descriptor.digest}.`,
    { plugin: name },
  );
}

async function fetchBlob(
  descriptor: Descriptor,
  store: Store,
  registry: Registry | undefined,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (registry === undefined) return await store.blobs.read(descriptor.digest);
  const bytes = await registry.blob(descriptor, { signal });
  // What was damaged is whole again; what is new is there for the next attempt, should this one fail.
  await store.blobs.write(bytes);
  return bytes;
}

async function readEnvelope(descriptor: Descriptor, name: string, sources: Sources): Promise<Uint8Array> {
  if (descriptor.size <= maxEnvelopeBytes) return await readBlob(descriptor, name, sources);
  throw releaseError(
    "RELEASE_INVALID",
    `A signature of the release of ${name} is larger than ${maxEnvelopeBytes} bytes.`,
    { plugin: name },
  );
}

/** Signatures that were made later: in the store and, if it can be asked, in the registry. */
async function laterEnvelopes(name: string, subject: Digest, sources: Sources): Promise<Uint8Array[]> {
  const { store, registry, signal } = sources;
  const digests = new Set(await store.signaturesOf(subject));
  const known = new Set(digests);
  if (registry !== undefined) {
    try {
      for (const { digest } of await registry.referrers(subject, mediaTypes.signature, { signal }))
        digests.add(digest);
    } catch (error) {
      // The store's may do; when they do not, what is wrong with the release says more than that nobody could be asked.
      if (!(error instanceof PluginError) || !error.code.startsWith("REGISTRY_")) throw error;
    }
  }
  const envelopes: Uint8Array[] = [];
  for (const digest of [...digests].slice(0, maxSignatures)) {
    const { bytes } = await readManifest(digest, sources);
    const manifest = parseImageManifest(bytes, name);
    const [layer] = manifest.layers;
    if (manifest.subject?.digest !== subject || layer?.mediaType !== mediaTypes.envelope) continue;
    const envelope = await readEnvelope(layer, name, sources);
    envelopes.push(envelope);
    if (known.has(digest)) continue;
    const config = await readBlob(manifest.config, name, sources);
    await store.add({ manifest: bytes, blobs: [config, envelope], entry: { subject } });
  }
  return envelopes;
}
