import { output } from "@vial/as-pdk/assembly";

/** What may be written behind each `reserve` besides what it was asked for. */
const SLACK: usize = 64;

/** JSON as it is written, into the call's output. */
export class Json {
  /** Where the next byte goes. */
  at: usize = 0;
  private start: usize = 0;
  private limit: usize = 0;

  /** Room for so many bytes, and 64 more. Traps past 16 MiB. */
  @inline
  reserve(count: usize): void {
    if (this.at + count > this.limit) this.grow(count);
  }

  get length(): usize {
    return this.at - this.start;
  }

  /** Copies bytes that room was reserved for; 16 of them whatever the length, as is fastest. */
  @inline
  copy(from: usize, length: usize): void {
    const at = this.at;
    v128.store(at, v128.load(from));
    if (length > 16) memory.copy(at + 16, from + 16, length - 16);
    this.at = at + length;
  }

  @inline
  put(byte: u8): void {
    store<u8>(this.at, byte);
    this.at++;
  }

  /** A character of ASCII in a string (RFC 8785 §3.2.2.2). */
  putCharacter(character: u8): void {
    if (character >= 0x20 && character != 0x22 && character != 0x5c) return this.put(character);
    this.put(0x5c);
    const letter = shortForm(character);
    if (letter) return this.put(letter);
    store<u32>(this.at, 0x30303075); // u000
    store<u8>(this.at, 0x30 + (character >> 4), 3);
    const low = character & 15;
    store<u8>(this.at, low < 10 ? 0x30 + low : 0x57 + low, 4);
    this.at += 5;
  }

  /** The characters of a text of ASCII, up to 64. */
  putText(text: string): void {
    for (let i = 0; i < text.length; i++) this.put(<u8>text.charCodeAt(i));
  }

  /** Inserts `[` at an offset from the start. */
  insertBracket(offset: usize): void {
    const at = this.start + offset;
    const length = this.at - at;
    const first = v128.load(at);
    if (length > 16) memory.copy(at + 1, at, length);
    v128.store(at + 1, first);
    store<u8>(at, 0x5b);
    this.at++;
  }

  /** Forgets what was written. */
  clear(): void {
    this.at = this.start;
  }

  finish(): void {
    output.raw(this.start, <i32>this.length);
  }

  private grow(count: usize): void {
    const length = this.length;
    const capacity = length + (length >> 1) + count;
    const start = output.reserve(<i32>(capacity + SLACK));
    if (!start) unreachable();
    this.start = start;
    this.at = start + length;
    this.limit = start + capacity;
  }
}

/** The letter of a short escape; 0 where there is none. */
function shortForm(character: u8): u8 {
  switch (character) {
    case 0x08: return 0x62; // b
    case 0x09: return 0x74; // t
    case 0x0a: return 0x6e; // n
    case 0x0c: return 0x66; // f
    case 0x0d: return 0x72; // r
    case 0x22:
    case 0x5c:
      return character;
    default:
      return 0;
  }
}
