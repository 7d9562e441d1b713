import { ByteSet } from "@vial/as-pdk/assembly";

/** What a byte means between the segments' ends. */
export const enum Kind {
  Plain,
  /** Has to be escaped in JSON. */
  Special,
  Field,
  Component,
  Repetition,
  Escape,
  Subcomponent,
  End,
}

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const CR: u8 = 0x0d;
const LF: u8 = 0x0a;
const DELIMITERS = 5;

/** The delimiters that a message header declares. */
export class Encoding {
  /** Where text is interrupted: at all that is not plain. */
  interruptions: ByteSet = new ByteSet();
  /** How many characters the field separator and MSH-2 are. */
  count: i32 = 0;
  private declared: StaticArray<u8> = new StaticArray<u8>(8);
  private kinds: StaticArray<u8> = new StaticArray<u8>(256);

  /** From the header at `header`; the one there was when it declares the same, null when what it declares is not sound. */
  static read(header: usize, end: usize, known: Encoding | null): Encoding | null {
    const from = header + 3;
    let count = 0;
    while (from + count < end && isDelimiter(load<u8>(from + count))) {
      const place = indexOf(from, count, load<u8>(from + count));
      if (place == 0) break;
      if (place > 0 || count > DELIMITERS) return null;
      count++;
    }
    if (count < DELIMITERS) return null;
    const next = load<u8>(from + count);
    if (from + count < end && next != load<u8>(from) && !isEnd(next)) return null;
    if (known != null && known.count == count && !memory.compare(known.delimiters, from, count)) return known;
    return new Encoding(from, count);
  }

  private constructor(from: usize, count: i32) {
    this.count = count;
    memory.copy(this.delimiters, from, count);
    for (let control: u8 = 0; control < 0x20; control++) this.set(control, Kind.Special);
    this.set(QUOTE, Kind.Special);
    this.set(BACKSLASH, Kind.Special);
    this.set(CR, Kind.End);
    this.set(LF, Kind.End);
    this.set(load<u8>(from), Kind.Field);
    this.set(load<u8>(from, 1), Kind.Component);
    this.set(load<u8>(from, 2), Kind.Repetition);
    this.set(load<u8>(from, 3), Kind.Escape);
    this.set(load<u8>(from, 4), Kind.Subcomponent);
  }

  /** The address of the delimiters, as they came. */
  get delimiters(): usize {
    return changetype<usize>(this.declared);
  }

  @inline
  kindOf(byte: u8): Kind {
    return <Kind>load<u8>(changetype<usize>(this.kinds) + byte);
  }

  /** The address of the character that ends the escape sequence at `at`; 0 when there is none. */
  sequenceEnd(at: usize, end: usize): usize {
    do at++;
    while (at < end && this.kindOf(load<u8>(at)) <= Kind.Special);
    return at < end && this.kindOf(load<u8>(at)) == Kind.Escape ? at : 0;
  }

  /** The character that the sequence stands for; 0 when it stays as it came. */
  meaning(at: usize, closing: usize): u8 {
    if (closing - at == 4) return (load<u32>(at) & ~0xff) == 0x72622e00 /* .br */ ? LF : 0;
    if (closing - at != 2) return 0;
    switch (load<u8>(at, 1)) {
      case 0x46: return load<u8>(this.delimiters); // F
      case 0x53: return load<u8>(this.delimiters, 1); // S
      case 0x52: return load<u8>(this.delimiters, 2); // R
      case 0x45: return load<u8>(this.delimiters, 3); // E
      case 0x54: return load<u8>(this.delimiters, 4); // T
      default: return 0;
    }
  }

  private set(byte: u8, kind: Kind): void {
    store<u8>(changetype<usize>(this.kinds) + byte, kind);
    this.interruptions.add(byte);
  }
}

export function isEnd(byte: u8): bool {
  return byte == CR || byte == LF;
}

function isDelimiter(byte: u8): bool {
  const letter = byte | 0x20;
  const isAlphanumeric = (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
  return byte > 0x20 && byte < 0x7f && byte != QUOTE && !isAlphanumeric;
}

function indexOf(from: usize, length: i32, byte: u8): i32 {
  for (let i = 0; i < length; i++) if (load<u8>(from + i) == byte) return i;
  return -1;
}
