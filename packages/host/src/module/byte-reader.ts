import { ModuleFormatError, type ModuleFormatErrorKind } from "./module-format-error.ts";

// A byte order mark is part of a name: dropping it would let two different names look the same.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The highest index of each kind that a module refers to, -1 for none. These are the kinds that the host adds to: what does
 * not exist in the module would be the host's own in what is made of it.
 */
export interface References {
  function: number;
  global: number;
  type: number;
}

export function noReferences(): References {
  return { function: -1, global: -1, type: -1 };
}

export function addReferences(all: References, more: References): void {
  all.function = Math.max(all.function, more.function);
  all.global = Math.max(all.global, more.global);
  all.type = Math.max(all.type, more.type);
}

/**
 * Reads forward through a part of a binary and never past its end. Every method that finds the bytes too short
 * or wrongly encoded throws a {@link ModuleFormatError}.
 *
 * Integers are LEB128 with the spec's limits on length and unused bits
 * (https://webassembly.github.io/spec/core/binary/values.html#integers).
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  offset: number;
  /** Bits of `Fact` for the features that what was read so far is built with. */
  facts = 0;
  /** What was referred to so far. */
  readonly references: References = noReferences();
  readonly #place: string;

  /** @param place what is being read, for messages: "the import section" */
  constructor(bytes: Uint8Array, place: string, offset = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.#place = place;
    this.offset = offset;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  error(
    problem: string,
    offset: number = this.offset,
    kind: ModuleFormatErrorKind = "malformed",
  ): ModuleFormatError {
    return new ModuleFormatError(kind, `${this.#place}: ${problem}`, offset);
  }

  byte(): number {
    const value = this.offset < this.end ? this.bytes[this.offset] : undefined;
    if (value === undefined) throw this.error("the bytes end too soon");
    this.offset += 1;
    return value;
  }

  skip(length: number): void {
    if (length > this.remaining) throw this.error(`${length} bytes announced, ${this.remaining} left`);
    this.offset += length;
  }

  u32(): number {
    let value = this.byte();
    if (value < 0x80) return value;
    value &= 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    const last = this.byte();
    if (last > 0x0f) throw this.error("an unsigned 32-bit integer is out of range", this.offset - 1);
    return (value | (last << 28)) >>> 0;
  }

  /** The index of something that the host may add to. */
  reference(kind: keyof References): number {
    const index = this.u32();
    this.refer(kind, index);
    return index;
  }

  refer(kind: keyof References, index: number): void {
    if (index > this.references[kind]) this.references[kind] = index;
  }

  /** An unsigned 64-bit integer; past 2^53 the result is rounded. */
  u64(): number {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const next = this.byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
    const last = this.byte();
    if (last > 0x01) throw this.error("an unsigned 64-bit integer is out of range", this.offset - 1);
    return value + last * 2 ** 63;
  }

  /** A signed 33-bit integer: a type index, or a negative number for a built-in type. */
  s33(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return next & 0x40 ? value - 2 ** (shift + 7) : value;
    }
    const last = this.#lastSignedByte(0x70);
    return value + (last & 0x0f) * 2 ** 28 - (last & 0x10 ? 2 ** 32 : 0);
  }

  skipS32(): void {
    for (let length = 1; length < 5; length += 1) if (this.byte() < 0x80) return;
    this.#lastSignedByte(0x78);
  }

  skipS64(): void {
    for (let length = 1; length < 10; length += 1) if (this.byte() < 0x80) return;
    this.#lastSignedByte(0x7f);
  }

  skipU64(): void {
    for (let length = 1; length < 10; length += 1) if (this.byte() < 0x80) return;
    if (this.byte() > 0x01) throw this.error("an unsigned 64-bit integer is out of range", this.offset - 1);
  }

  /**
   * How many items a list has. Each takes a byte at least, so a count past the bytes left is a lie.
   *
   * @param most more than this is not worth reading
   */
  count(of: string, most: number = Infinity): number {
    const start = this.offset;
    const count = this.u32();
    if (count > this.remaining)
      throw this.error(`${count} ${of} announced, ${this.remaining} bytes left`, start);
    if (count > most) throw this.error(`${count} ${of}, more than ${most}`, start, "excessive");
    return count;
  }

  name(): string {
    const length = this.u32();
    const start = this.offset;
    this.skip(length);
    // Most names are short and ASCII, and a module may have thousands: the decoder takes microseconds for each.
    const ascii = length <= 64 ? this.#ascii(start) : undefined;
    if (ascii !== undefined) return ascii;
    try {
      return utf8.decode(this.bytes.subarray(start, this.offset));
    } catch {
      throw this.error("a name is not UTF-8", start);
    }
  }

  /** The text from `start` to here, if it is all ASCII. */
  #ascii(start: number): string | undefined {
    let text = "";
    for (let at = start; at < this.offset; at += 1) {
      const byte = this.bytes[at]!;
      if (byte >= 0x80) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  expectEnd(): void {
    if (this.remaining > 0) throw this.error(`${this.remaining} bytes left over`);
  }

  /** `sign`: the sign bit of the integer within this byte and the bits above it, which must repeat it. */
  #lastSignedByte(sign: number): number {
    const last = this.byte();
    const bits = last & sign;
    if (last > 0x7f || (bits !== 0 && bits !== sign)) {
      throw this.error("a signed integer is out of range", this.offset - 1);
    }
    return last;
  }
}
