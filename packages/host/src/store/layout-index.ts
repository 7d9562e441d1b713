import * as v from "valibot";
import { descriptorSchema, encodeJson, parseJson, type Descriptor } from "../release/image-manifest.ts";
import { mediaTypes } from "../release/media-types.ts";

/** What annotations of `index.json` say of a manifest. */
export const annotationKeys = {
  /** `repository:version` of a release. */
  reference: "org.opencontainers.image.ref.name",
  name: "org.opencontainers.image.title",
  version: "org.opencontainers.image.version",
  /** Of a signature made later: the digest of the release it is about. */
  subject: "dev.vial.subject",
} as const;

const indexSchema = v.object({
  schemaVersion: v.literal(2),
  manifests: v.array(descriptorSchema),
});

/** The manifests of a layout; `undefined` when the bytes are no image index. */
export function parseIndex(bytes: Uint8Array): readonly Descriptor[] | undefined {
  const parsed = v.safeParse(indexSchema, parseJson(bytes));
  return parsed.success ? parsed.output.manifests : undefined;
}

export function encodeIndex(manifests: readonly Descriptor[]): Uint8Array {
  return encodeJson({ schemaVersion: 2, mediaType: mediaTypes.imageIndex, manifests });
}
