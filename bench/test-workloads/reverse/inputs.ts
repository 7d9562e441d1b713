/** Bytes that count up from 0. */
export function input(sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, index) => index);
}
