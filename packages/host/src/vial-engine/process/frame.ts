/**
 * What host and child say to each other over their socket: frames of a header and a payload, one at a time.
 *
 * Header, 16 bytes, little-endian: payload length (u32) | kind (u8), three zeros | linear memory in pages (u32) | CPU time
 * of the call in microseconds (u32). The last two are the child's.
 */
export const headerBytes = 16;

/** From the host. */
export const order = { start: 1, call: 2, hostReply: 3 } as const;
/** From the child. */
export const report = { ready: 1, output: 2, failure: 3, hostCall: 4, log: 5, taken: 6 } as const;

export type Report = (typeof report)[keyof typeof report];

export interface Frame<Kind extends number = number> {
  readonly kind: Kind;
  readonly pages: number;
  readonly cpuUs: number;
  /** Nobody else has its memory. */
  readonly payload: Uint8Array<ArrayBuffer>;
}

export function encodeHeader(kind: number, payloadBytes: number, pages = 0, cpuUs = 0): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes));
  view.setUint32(0, payloadBytes, true);
  view.setUint8(4, kind);
  view.setUint32(8, pages, true);
  view.setUint32(12, Math.min(cpuUs, 0xffff_ffff), true);
  return new Uint8Array(view.buffer);
}

export function decodeHeader(bytes: Uint8Array): Omit<Frame, "payload"> & { readonly length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  return {
    length: view.getUint32(0, true),
    kind: view.getUint8(4),
    pages: view.getUint32(8, true),
    cpuUs: view.getUint32(12, true),
  };
}
