import { LONGEST_NUMBER, print, printInteger } from "../number/print";
import { Room } from "../room";
import { copyCanonical } from "./canonical";
import { OVERRUN, write } from "./literal";
import { MARGIN, quote, rest } from "./quote";
import { JsonReader } from "./reader";

const COMMA: u8 = 0x2c;
const QUOTE: u8 = 0x22;
const LARGEST: i32 = 64 << 20;

/**
 * Writes JSON in its canonical form (RFC 8785). The caller sees to the order of an object's members: by their names' UTF-16
 * code units.
 *
 * After the first fault, what it writes does not matter; `failure` says what was wrong.
 */
export class JsonWriter {
  private at: usize = 0;
  private limit: usize = 0;
  private problem: string | null = null;

  constructor(private room: Room = new Room(LARGEST)) {
    this.begin();
  }

  /** Starts over. */
  begin(): void {
    this.problem = null;
    this.at = this.room.address;
    this.limit = this.at + this.room.capacity;
  }

  /** What was wrong; null while nothing is. It quotes no value. */
  get failure(): string | null {
    return this.problem;
  }

  /** How many bytes are written. */
  get length(): i32 {
    return <i32>(this.at - this.room.address);
  }

  /** A copy of the bytes written. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    memory.copy(bytes.dataStart, this.room.address, this.length);
    return bytes;
  }

  object(): void {
    this.byte(0x7b);
  }

  /** Begins the next member. Its name is given as JSON has it, as in `member('"weight":')`. */
  member(name: string): void {
    this.separate();
    this.literal(name);
  }

  /** Begins the next member, of any name. */
  key(name: string): void {
    this.separate();
    this.string(name);
    this.byte(0x3a);
  }

  endObject(): void {
    this.byte(0x7d);
  }

  array(): void {
    this.byte(0x5b);
  }

  /** Begins the next element. */
  element(): void {
    this.separate();
  }

  endArray(): void {
    this.byte(0x5d);
  }

  /** JSON as it stands, in characters of the Basic Multilingual Plane. */
  literal(text: string): void {
    this.at = write(this.reserve(3 * text.length + OVERRUN), text);
  }

  /** Half of a surrogate pair is a fault. */
  string(value: string): void {
    let from = changetype<usize>(value);
    const end = from + ((<usize>value.length) << 1);
    this.byte(QUOTE);
    while (true) {
      const at = quote(this.at, from, end, this.limit);
      if (!at) return this.fail("expected Unicode text");
      this.at = at;
      from = rest;
      if (from == end) break;
      this.reserve(<i32>(((end - from) >> 1) + MARGIN));
      if (this.problem != null) return;
    }
    this.byte(QUOTE);
  }

  /** What is not finite is a fault. */
  number(value: f64): void {
    if (!isFinite(value)) return this.fail("expected a finite number");
    this.at = print(this.reserve(LONGEST_NUMBER), value);
  }

  integer32(value: i32): void {
    this.integer64(value);
  }

  /** A whole number; one past ±(2^53 - 1) is a fault, as other readers round it. */
  integer64(value: i64): void {
    if (abs(value) > 9007199254740991 || value == i64.MIN_VALUE) return this.fail("expected an integer");
    if (value < 0) this.byte(0x2d);
    this.at = printInteger(this.reserve(LONGEST_NUMBER), <u64>abs(value));
  }

  boolean(value: bool): void {
    this.literal(value ? "true" : "false");
  }

  null(): void {
    this.literal("null");
  }

  /** JSON text of any form, which becomes canonical. What is not JSON is a fault. */
  json(text: string): void {
    const reader = JsonReader.of(Uint8Array.wrap(String.UTF8.encode(text)));
    copyCanonical(reader, this);
    reader.finish();
    if (reader.failure != null) this.fail("expected JSON");
  }

  fail(problem: string): void {
    if (this.problem == null) this.problem = problem;
  }

  private byte(value: u8): void {
    const at = this.reserve(1);
    store<u8>(at, value);
    this.at = at + 1;
  }

  private separate(): void {
    const before = load<u8>(this.at - 1);
    if (before != 0x7b && before != 0x5b) this.byte(COMMA);
  }

  /** Makes room for `count` bytes more. Returns where they go. */
  @inline
  private reserve(count: i32): usize {
    return this.at + count <= this.limit ? this.at : this.grow(count);
  }

  private grow(count: i32): usize {
    const length = this.length;
    const room = this.room;
    let start = room.reserve(length + count);
    if (start) {
      this.at = start + length;
    } else {
      // There is room for less: what has been written is of no use, and what follows is written over it.
      this.fail("too long");
      start = room.address;
      this.at = start + 1;
      if (count >= room.capacity) unreachable();
    }
    this.limit = start + room.capacity;
    return this.at;
  }
}
