import { quoteName } from "../plugin-error.ts";
import { Registry } from "../registry/registry.ts";
import type { RegistryOptions } from "../registry/registry-options.ts";
import type { Digest } from "../source/digest.ts";
import type { Store } from "../store/store.ts";
import { tagOf } from "../store/store.ts";
import type { SigningKey } from "../trust/signing-key.ts";
import { signedBlobs, signStatement } from "../trust/statement.ts";
import { describe, encodeJson, parseImageManifest } from "./image-manifest.ts";
import { mediaTypes } from "./media-types.ts";
import type { PackedRelease } from "./pack-release.ts";
import { releaseError } from "./release-error.ts";
import { PluginError } from "../plugin-error.ts";

/** Where a release goes. */
export interface PublishOptions extends RegistryOptions {
  /** `oci://host/path/name`; the name is the plugin's. */
  readonly repository: string;
  /** Keeps a copy. */
  readonly store?: Store;
  readonly signal?: AbortSignal;
}

/** What {@link publishRelease} did. */
export interface Published {
  readonly digest: Digest;
  /** `host/path/name:version`. */
  readonly reference: string;
  /** Whether it was there already, the same to the byte. */
  readonly existed: boolean;
}

/**
 * Puts a release into a registry, tagged with its version. A version that is there is never replaced.
 *
 * @throws PluginError `REFERENCE_INVALID`, `RELEASE_EXISTS`, every `REGISTRY_…`, `STORE_UNWRITABLE`.
 */
export async function publishRelease(release: PackedRelease, options: PublishOptions): Promise<Published> {
  const { name, version, digest, manifest, blobs } = release;
  const { repository, store, signal, ...registryOptions } = options;
  const registry = new Registry(repository, registryOptions);
  const { full, name: last } = registry.repository;
  if (last !== name) {
    const message = `The repository ${quoteName(full)} ends with another name than the plugin's, ${quoteName(name)}. Hosts tell plugins apart by it.`;
    throw releaseError("REFERENCE_INVALID", message, { plugin: name });
  }
  await store?.add({ manifest, blobs, entry: { repository: full, name, version } });
  const published = { digest, reference: `${full}:${tagOf(version)}` };
  const there = await digestOfTag(registry, tagOf(version), signal);
  if (there === digest) return { ...published, existed: true };
  if (there !== undefined) {
    const message = `${quoteName(published.reference)} is published already, with other content (${there}). Raise the version in vial.json: a version never changes.`;
    throw releaseError("RELEASE_EXISTS", message, { plugin: name, version });
  }
  for (const blob of blobs) await registry.uploadBlob(blob, { signal });
  await registry.putManifest(manifest, version, { signal });
  return { ...published, existed: false };
}

/**
 * Signs a release that is in a registry once more, without changing it: with a key that takes another's place, or for a
 * second opinion. Hosts that trust the key find the signature by themselves.
 *
 * @param reference The repository, and a version's tag or the digest.
 * @throws PluginError `RELEASE_NOT_FOUND`, `RELEASE_INVALID`, every `REGISTRY_…`.
 */
export async function signRelease(
  reference: { readonly repository: string; readonly version: string },
  key: SigningKey,
  options: RegistryOptions & { readonly signal?: AbortSignal } = {},
): Promise<Digest> {
  const { signal, ...registryOptions } = options;
  const registry = new Registry(reference.repository, registryOptions);
  const { name } = registry.repository;
  const { bytes, digest } = await registry.manifest(tagOf(reference.version), { signal });
  const manifest = parseImageManifest(bytes, name);
  const version = manifest.annotations?.["org.opencontainers.image.version"];
  if (manifest.artifactType !== mediaTypes.plugin || version === undefined)
    throw releaseError(
      "RELEASE_INVALID",
      `What ${quoteName(registry.repository.full)} has there is not a release of a Vial plugin.`,
      { plugin: name },
    );
  const envelope = signStatement({ name, version, blobs: signedBlobs(manifest) }, key);
  const empty = new TextEncoder().encode("{}");
  const signature = encodeJson({
    schemaVersion: 2,
    mediaType: mediaTypes.imageManifest,
    artifactType: mediaTypes.signature,
    // Registries that follow a draft of the specification know an artifact's type from its config.
    config: describe(mediaTypes.signature, empty),
    layers: [describe(mediaTypes.envelope, envelope)],
    subject: describe(mediaTypes.imageManifest, bytes),
  });
  await registry.uploadBlob(empty, { signal });
  await registry.uploadBlob(envelope, { signal });
  const descriptor = { ...describe(mediaTypes.imageManifest, signature), artifactType: mediaTypes.signature };
  await registry.putReferrer(signature, digest, descriptor, { signal });
  return descriptor.digest;
}

async function digestOfTag(
  registry: Registry,
  tag: string,
  signal: AbortSignal | undefined,
): Promise<Digest | undefined> {
  try {
    return (await registry.manifest(tag, { signal })).digest;
  } catch (error) {
    if (error instanceof PluginError && error.code === "RELEASE_NOT_FOUND") return undefined;
    throw error;
  }
}
