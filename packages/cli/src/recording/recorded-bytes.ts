import type { RecordedBytes } from "@vial/pdk-types/recording";

/** Bytes as a recording has them: as text where they are UTF-8. */
export function toRecorded(bytes: Uint8Array): RecordedBytes {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}

/** The bytes of a recording. */
export function fromRecorded(bytes: RecordedBytes): Uint8Array {
  return "text" in bytes ? new TextEncoder().encode(bytes.text) : Buffer.from(bytes.base64, "base64");
}
