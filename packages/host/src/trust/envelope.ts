import * as v from "valibot";
import { encodeJson, parseJson } from "../release/image-manifest.ts";
import { isPublicKey, isSignedBy, type PublicKey, type SigningKey } from "./signing-key.ts";

/** A signed text: DSSE 1.0 (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md). */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
}

/** Envelopes are small; one over this is made to cost memory. */
export const maxEnvelopeBytes: number = 64 * 1024;

const base64 = v.pipe(v.string(), v.base64());

const envelopeSchema = v.object({
  payloadType: v.string(),
  payload: base64,
  signatures: v.pipe(v.array(v.object({ keyid: v.optional(v.string(), ""), sig: base64 })), v.maxLength(16)),
});

/** What is signed: type and text with their lengths, so that neither can be taken for part of the other. */
function preAuthentication(payloadType: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

export function signEnvelope(payloadType: string, payload: Uint8Array, key: SigningKey): Uint8Array {
  const sig = key.sign(preAuthentication(payloadType, payload));
  return encodeJson({
    payloadType,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ keyid: key.publicKey, sig: Buffer.from(sig).toString("base64") }],
  });
}

/** The envelope; `undefined` when the bytes are none. */
export function parseEnvelope(bytes: Uint8Array): Envelope | undefined {
  const parsed = v.safeParse(envelopeSchema, parseJson(bytes));
  if (!parsed.success) return undefined;
  const { payloadType, payload, signatures } = parsed.output;
  return {
    payloadType,
    payload: Buffer.from(payload, "base64"),
    signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: Buffer.from(sig, "base64") })),
  };
}

/** The keys that an envelope says it is signed by, and whether each of them did sign it. */
export function signersOf({ payloadType, payload, signatures }: Envelope): ReadonlyMap<PublicKey, boolean> {
  const bytes = preAuthentication(payloadType, payload);
  const signers = new Map<PublicKey, boolean>();
  for (const { keyid, sig } of signatures) {
    if (isPublicKey(keyid)) signers.set(keyid, signers.get(keyid) === true || isSignedBy(keyid, bytes, sig));
  }
  return signers;
}
