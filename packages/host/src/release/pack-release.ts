import type { PluginManifest } from "@vial/pdk-types";
import type { Digest } from "../source/digest.ts";
import { digestOf } from "../source/digest.ts";
import { parsePluginManifest } from "../source/plugin-manifest.ts";
import { signedBlobs, signStatement } from "../trust/statement.ts";
import type { SigningKey } from "../trust/signing-key.ts";
import { encodeFixtures } from "./fixtures-layer.ts";
import { describe, encodeJson, type ImageManifest } from "./image-manifest.ts";
import { mediaTypes } from "./media-types.ts";
import { releaseError } from "./release-error.ts";
import type { ReleaseFixture } from "./release.ts";

/** What a release is made of. */
export interface ReleaseParts {
  /** The plugin's `vial.json`, with the schemas of its messages in it instead of their files' names. */
  readonly manifest: PluginManifest;
  readonly module: Uint8Array;
  readonly fixtures?: readonly ReleaseFixture[];
  /** A software bill of materials: CycloneDX in JSON. */
  readonly sbom: Uint8Array;
  /** Signs it. Without a key no host runs it until somebody does. */
  readonly key?: SigningKey;
}

/** A release as registries and stores hold it. */
export interface PackedRelease {
  readonly name: string;
  readonly version: string;
  /** Of `manifest`. */
  readonly digest: Digest;
  /** The bytes of its OCI image manifest. */
  readonly manifest: Uint8Array;
  readonly blobs: readonly Uint8Array[];
}

/**
 * Packs a release: an OCI artifact whose config is the plugin's manifest and whose layers are the module, the fixtures, the SBOM and
 * the signature. The same parts give the same bytes.
 *
 * @throws PluginError `INVALID_MANIFEST`, `RELEASE_INVALID`.
 */
export function packRelease({ manifest, module, fixtures = [], sbom, key }: ReleaseParts): PackedRelease {
  const { name, version } = parsePluginManifest(manifest, manifest.name);
  refuseSchemaFiles(manifest);
  const config = encodeJson(manifest);
  const layers: (readonly [mediaType: string, bytes: Uint8Array])[] = [
    [mediaTypes.module, module],
    [mediaTypes.fixtures, encodeFixtures(fixtures)],
    [mediaTypes.sbom, sbom],
  ];
  const unsigned: ImageManifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.imageManifest,
    artifactType: mediaTypes.plugin,
    config: describe(mediaTypes.pluginManifest, config),
    layers: layers.map(([mediaType, bytes]) => describe(mediaType, bytes)),
    annotations: { "org.opencontainers.image.title": name, "org.opencontainers.image.version": version },
  };
  const envelope = key && signStatement({ name, version, blobs: signedBlobs(unsigned) }, key);
  const bytes = encodeJson({
    ...unsigned,
    layers: envelope ? [...unsigned.layers, describe(mediaTypes.envelope, envelope)] : unsigned.layers,
  });
  return {
    name,
    version,
    digest: digestOf(bytes),
    manifest: bytes,
    blobs: [config, ...layers.map(([, layer]) => layer), ...(envelope ? [envelope] : [])],
  };
}

/** A release is whole by itself: what its manifest names beside it would be missing where it runs. */
export function refuseSchemaFiles({ name, exports }: PluginManifest): void {
  for (const [exportName, { input, output }] of Object.entries(exports)) {
    if (typeof input?.schema !== "string" && typeof output?.schema !== "string") continue;
    const message = `The release's manifest names a file for the schema of ${exportName}. A release holds the schema itself.`;
    throw releaseError("RELEASE_INVALID", message, { plugin: name });
  }
}
