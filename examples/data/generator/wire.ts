import { type Delimiters, type Segment, encodeSegment } from "./hl7.ts";
import { narrowToLatin1 } from "./latin1.ts";

/** What MSH-18 says and the bytes are; `undefined` leaves MSH-18 empty and the bytes are UTF-8. */
export type Charset = "UNICODE UTF-8" | "8859/1" | "ASCII" | undefined;

/** How a message looks on the wire, apart from what it says. */
export interface Wire {
  readonly charset: Charset;
  readonly delimiters: Delimiters;
  readonly terminator: "\r" | "\n" | "\r\n";
  /** In a frame of the minimal lower layer protocol: VT, the message, FS, CR. */
  readonly mllp: boolean;
}

function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === "8859/1") return Buffer.from(narrowToLatin1(text), "latin1");
  if (charset === "ASCII") {
    const unaccented = narrowToLatin1(text).normalize("NFKD");
    return Buffer.from(unaccented.replaceAll(/[^\0-\x7f]/g, ""), "latin1");
  }
  return Buffer.from(text, "utf8");
}

/** The bytes of the segments, each with its terminator. */
export function encodeSegments(segments: readonly Segment[], wire: Wire): Uint8Array {
  const lines = segments.map((segment) => encodeSegment(segment, wire.delimiters) + wire.terminator);
  const text = lines.join("");
  return encodeText(wire.mllp ? `\v${text}\u001c\r` : text, wire.charset);
}
