import { valid } from "semver";
import * as v from "valibot";
import { encodeJson, parseJson, type ImageManifest } from "../release/image-manifest.ts";
import { mediaTypes } from "../release/media-types.ts";
import { signEnvelope, type Envelope } from "./envelope.ts";
import type { SigningKey } from "./signing-key.ts";

/** What a signature says: this name and version are these blobs. */
export interface Statement {
  readonly name: string;
  readonly version: string;
  readonly blobs: readonly SignedBlob[];
}

/** A blob of a release: its media type and SHA-256 in hexadecimal. */
export interface SignedBlob {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

const payloadType = "application/vnd.in-toto+json";
const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://vial.example/release/v1";

const statementSchema = v.object({
  _type: v.literal(statementType),
  subject: v.array(v.object({ name: v.string(), digest: v.object({ sha256: v.string() }) })),
  predicateType: v.literal(predicateType),
  predicate: v.object({
    name: v.string(),
    version: v.pipe(
      v.string(),
      v.check((version) => valid(version) !== null),
    ),
  }),
});

/** All of a release that a signature is about: its config and layers, in order, apart from signatures among them. */
export function signedBlobs({ config, layers }: ImageManifest): readonly SignedBlob[] {
  return [config, ...layers]
    .filter(({ mediaType }) => mediaType !== mediaTypes.envelope)
    .map(({ mediaType, digest }) => ({
      name: mediaType,
      digest: { sha256: digest.slice("sha256:".length) },
    }));
}

/** A DSSE envelope with an in-toto statement (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
export function signStatement({ name, version, blobs }: Statement, key: SigningKey): Uint8Array {
  const statement = { _type: statementType, subject: blobs, predicateType, predicate: { name, version } };
  return signEnvelope(payloadType, encodeJson(statement), key);
}

/** What an envelope states; `undefined` when it is about something else. */
export function statementOf(envelope: Envelope): Statement | undefined {
  if (envelope.payloadType !== payloadType) return undefined;
  const parsed = v.safeParse(statementSchema, parseJson(envelope.payload));
  return parsed.success ? { ...parsed.output.predicate, blobs: parsed.output.subject } : undefined;
}
