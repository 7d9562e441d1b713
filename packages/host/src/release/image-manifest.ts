import * as v from "valibot";
import { digestOf, type Digest } from "../source/digest.ts";
import { mediaTypes } from "./media-types.ts";
import { releaseError } from "./release-error.ts";

/** Where a blob is and how large, as the OCI image specification's descriptors say it. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  readonly artifactType?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** An OCI image manifest, as far as releases use one. */
export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType: typeof mediaTypes.imageManifest;
  readonly artifactType?: string | undefined;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

const texts = v.record(v.string(), v.string());

/** Other algorithms are refused: nothing here would check them. */
export const digestSchema: v.GenericSchema<Digest> = v.custom<Digest>(
  (value) => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value),
  "a sha256 digest",
);

export const descriptorSchema: v.GenericSchema<Descriptor> = v.object({
  mediaType: v.pipe(v.string(), v.maxLength(255)),
  digest: digestSchema,
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations: v.optional(texts),
});

const manifestSchema: v.GenericSchema<ImageManifest> = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.literal(mediaTypes.imageManifest),
  artifactType: v.optional(v.string()),
  config: descriptorSchema,
  layers: v.pipe(v.array(descriptorSchema), v.maxLength(64)),
  subject: v.optional(descriptorSchema),
  annotations: v.optional(texts),
});

/** Image manifests are small; one over this is made to cost memory. */
export const maxManifestBytes: number = 256 * 1024;

/** @throws PluginError `RELEASE_INVALID` naming the field, never a value. */
export function parseImageManifest(bytes: Uint8Array, plugin?: string): ImageManifest {
  const parsed = v.safeParse(manifestSchema, parseJson(bytes));
  if (parsed.success) return parsed.output;
  const path = v.getDotPath(parsed.issues[0]) ?? "it";
  const message = `What was found is not an OCI image manifest of a plugin: ${path} is missing or wrong. Publish the version again.`;
  throw releaseError("RELEASE_INVALID", message, { ...(plugin !== undefined && { plugin }) });
}

/** JSON, or `undefined` when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function describe(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}
