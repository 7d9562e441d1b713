import { outputMemory } from "../../engine/output-memory.ts";
import { ProtocolBreach } from "./breach.ts";
import { decodeHeader, headerBytes, type Frame } from "./frame.ts";

/**
 * Puts frames together from what arrives. The child may be anyone: `admit` is asked about each frame before a byte of
 * memory is reserved for it, and throws when it must not be.
 */
export class FrameReader {
  readonly #admit: (kind: number, length: number) => void;
  readonly #header = new Uint8Array(headerBytes);
  #headerFill = 0;
  #frame: Frame | undefined;
  #payloadFill = 0;

  constructor(admit: (kind: number, length: number) => void) {
    this.#admit = admit;
  }

  /** @throws ProtocolBreach from `admit`. */
  push(chunk: Uint8Array, deliver: (frame: Frame) => void): void {
    for (let at = 0; at < chunk.length;) {
      if (this.#frame === undefined) {
        const piece = chunk.subarray(at, at + headerBytes - this.#headerFill);
        this.#header.set(piece, this.#headerFill);
        this.#headerFill += piece.length;
        at += piece.length;
        if (this.#headerFill < headerBytes) return;
        this.#open();
      } else {
        const { payload } = this.#frame;
        const piece = chunk.subarray(at, at + payload.length - this.#payloadFill);
        payload.set(piece, this.#payloadFill);
        this.#payloadFill += piece.length;
        at += piece.length;
      }
      const frame = this.#frame;
      if (frame !== undefined && this.#payloadFill === frame.payload.length) {
        this.#frame = undefined;
        deliver(frame);
      }
    }
  }

  #open(): void {
    const { length, ...head } = decodeHeader(this.#header);
    this.#admit(head.kind, length);
    this.#headerFill = 0;
    this.#payloadFill = 0;
    this.#frame = { ...head, payload: outputMemory(length) };
  }
}

/** Reads a payload from the front; what is not there is a breach. */
export class PayloadReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** Eight bytes, to be read as a value of some type. */
  slot(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#take(8), 8);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  expectEnd(): void {
    if (this.#at !== this.#bytes.length) throw new ProtocolBreach("a frame is longer than what is in it");
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at)
      throw new ProtocolBreach("a frame is shorter than what it announces");
    this.#at = at + length;
    return at;
  }
}
