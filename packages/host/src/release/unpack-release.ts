import type { PluginManifest } from "@vial/pdk-types";
import { quoteName } from "../plugin-error.ts";
import type { Digest } from "../source/digest.ts";
import { parsePluginManifest } from "../source/plugin-manifest.ts";
import { decodeFixtures } from "./fixtures-layer.ts";
import { parseJson, type Descriptor, type ImageManifest } from "./image-manifest.ts";
import { mediaTypes } from "./media-types.ts";
import { refuseSchemaFiles } from "./pack-release.ts";
import { releaseError } from "./release-error.ts";
import type { Release } from "./release.ts";

/** The largest of each part, in bytes. */
export interface ReleaseLimits {
  readonly moduleBytes: number;
  readonly manifestBytes: number;
  readonly fixturesBytes: number;
  readonly sbomBytes: number;
}

const mebibyte = 1024 * 1024;

export const defaultReleaseLimits: ReleaseLimits = {
  moduleBytes: 16 * mebibyte,
  manifestBytes: mebibyte,
  fixturesBytes: 16 * mebibyte,
  sbomBytes: 4 * mebibyte,
};

/** The parts of a release by what they are. */
export interface ReleaseDescriptors {
  readonly config: Descriptor;
  readonly module: Descriptor;
  readonly fixtures: Descriptor | undefined;
  readonly sbom: Descriptor | undefined;
  readonly envelopes: readonly Descriptor[];
}

/**
 * Holds an image manifest to the form of a release, before any of its parts is fetched.
 *
 * @throws PluginError `RELEASE_INVALID`, also for the form of a newer Vial; `MODULE_TOO_LARGE`.
 */
export function releaseDescriptors(
  { artifactType, config, layers }: ImageManifest,
  name: string,
  limits: ReleaseLimits,
): ReleaseDescriptors {
  if (artifactType !== mediaTypes.plugin) throw invalid(otherArtifact(artifactType), name);
  if (config.mediaType !== mediaTypes.pluginManifest)
    throw invalid("its config is not a plugin's manifest", name);
  const known: ReadonlySet<string> = new Set([
    mediaTypes.module,
    mediaTypes.fixtures,
    mediaTypes.sbom,
    mediaTypes.envelope,
  ]);
  const unknown = layers.find(({ mediaType }) => !known.has(mediaType));
  if (unknown)
    throw invalid(
      `it has a layer ${quoteName(unknown.mediaType)} that this version of Vial does not know`,
      name,
    );
  const one = (mediaType: string): Descriptor | undefined => {
    const found = layers.filter((layer) => layer.mediaType === mediaType);
    if (found.length > 1) throw invalid(`it has several layers ${quoteName(mediaType)}`, name);
    return found[0];
  };
  const module = one(mediaTypes.module);
  if (module === undefined) throw invalid("it has no module", name);
  const parts = { config, module, fixtures: one(mediaTypes.fixtures), sbom: one(mediaTypes.sbom) };
  checkSizes(parts, name, limits);
  return {
    ...parts,
    envelopes: layers.filter(({ mediaType }) => mediaType === mediaTypes.envelope).slice(0, 16),
  };
}

function checkSizes(
  { config, module, fixtures, sbom }: Omit<ReleaseDescriptors, "envelopes">,
  name: string,
  limits: ReleaseLimits,
): void {
  if (module.size > limits.moduleBytes) {
    const message = `The release's module is larger than the limit of ${limits.moduleBytes} bytes. Raise limits.moduleBytes of the releases if it is meant to be.`;
    throw releaseError("MODULE_TOO_LARGE", message, { plugin: name });
  }
  const checks = [
    ["manifest", config, limits.manifestBytes],
    ["fixtures", fixtures, limits.fixturesBytes],
    ["SBOM", sbom, limits.sbomBytes],
  ] as const;
  for (const [what, descriptor, most] of checks) {
    if ((descriptor?.size ?? 0) > most)
      throw invalid(`its ${what} is larger than the limit of ${most} bytes`, name);
  }
}

function otherArtifact(artifactType: string | undefined): string {
  const version = /^application\/vnd\.vial\.plugin\.v(\d+)$/.exec(artifactType ?? "")?.[1];
  return version === undefined
    ? `it is an artifact of type ${quoteName(artifactType ?? "none")}, not a Vial plugin`
    : `its format is version ${version} and this Vial reads version 1: update the host`;
}

/** The contents of a release, checked against their digests. */
export interface ReleaseContents {
  readonly digest: Digest;
  readonly config: Uint8Array;
  readonly module: Uint8Array;
  readonly fixtures: Uint8Array | undefined;
}

/** @throws PluginError `RELEASE_INVALID`, `INVALID_MANIFEST`, when it is not what it was signed as. */
export function unpackRelease(
  { digest, config, module, fixtures }: ReleaseContents,
  signed: { readonly name: string; readonly version: string },
): Release {
  const manifest = readManifest(config, signed);
  return {
    name: signed.name,
    version: signed.version,
    digest,
    manifest,
    module,
    fixtures: fixtures === undefined ? [] : decodeFixtures(fixtures, signed.name),
  };
}

function readManifest(
  bytes: Uint8Array,
  { name, version }: { readonly name: string; readonly version: string },
): PluginManifest {
  const value = parseJson(bytes);
  const { manifestVersion } = (value ?? {}) as { readonly manifestVersion?: unknown };
  if (typeof manifestVersion === "number" && manifestVersion > 1)
    throw invalid(
      `its vial.json has the format ${manifestVersion} and this Vial reads 1: update the host`,
      name,
    );
  const manifest = parsePluginManifest(value, name);
  if (manifest.name !== name || manifest.version !== version)
    throw invalid("its vial.json has another name or version than its signature", name);
  refuseSchemaFiles(manifest);
  return manifest;
}

function invalid(why: string, plugin: string): Error {
  return releaseError("RELEASE_INVALID", `The release of ${quoteName(plugin)} cannot be used: ${why}.`, {
    plugin,
  });
}
