import { padded } from "../buffer";
import { number, readNumber } from "../number/parse";
import { decode } from "../text/decode";
import { JsonCursor } from "./cursor";
import { ARRAY, boolean, isNull, OBJECT, readBoolean, STRING } from "./scan";
import { readString, textIsUnicode } from "./string";
import { readText, value } from "./text";

const MAX_INTEGER: f64 = 9007199254740991;

/**
 * Takes a JSON document (RFC 8259) apart, value by value, as its caller knows it to be made up.
 *
 * After the first fault it reads zeros and empty strings and finds no members or elements, so that a caller need not look
 * at each step; `failure` says what was wrong.
 */
export class JsonReader extends JsonCursor {
  /** Keeps the document's memory from being collected. */
  private document: ArrayBuffer | null = null;

  /** A reader of `length` bytes at `start`, with 16 zeros behind them. */
  constructor(start: usize, length: i32) {
    super(start, length);
  }

  /** A reader of a copy of these bytes. */
  static of(bytes: Uint8Array): JsonReader {
    const document = padded(bytes.length);
    memory.copy(changetype<usize>(document), bytes.dataStart, bytes.length);
    const reader = new JsonReader(changetype<usize>(document), bytes.length);
    reader.document = document;
    return reader;
  }

  string(): string {
    if (load<u8>(this.at) != STRING) return this.expectedText("expected a string");
    const at = readText(this.at);
    if (!at) return this.expectedText("");
    this.at = at;
    return value;
  }

  /** Reads a string out of a fixed set, for `is` to compare with. */
  choice(): void {
    const at = load<u8>(this.at) == STRING ? readString(this.at) : 0;
    if (at) this.name = this.at;
    else this.fail("expected a string", this.at);
    this.at = at ? at : this.at;
  }

  /** Makes what `choice` read a fault. */
  noChoice(problem: string): void {
    this.fail(problem, this.name);
  }

  /** Any value but this text is a fault. */
  constantText(text: string): void {
    this.choice();
    if (!textIsUnicode(text)) this.fail('expected "' + text + '"', this.name);
  }

  /** Any value but this number is a fault. */
  constantNumber(wanted: f64): void {
    const at = this.at;
    if (this.number() != wanted) this.fail("expected another number", at);
  }

  /** Any value but this one is a fault. */
  constantBoolean(wanted: bool): void {
    const at = this.at;
    if (this.boolean() != wanted) this.fail(wanted ? "expected true" : "expected false", at);
  }

  /** A message within a message. */
  message<T>(): T {
    const message = instantiate<T>();
    message.read(this);
    return message;
  }

  number(): f64 {
    const at = readNumber(this.at);
    if (!at) {
      this.fail("expected a number", this.at);
      return 0;
    }
    if (!isFinite(number)) {
      this.fail("expected a number within binary64", this.at);
      return 0;
    }
    this.at = at;
    return number;
  }

  /** A whole number within 32 bits. */
  integer32(): i32 {
    return <i32>this.integer(i32.MIN_VALUE, i32.MAX_VALUE);
  }

  /** A whole number within ±(2^53 - 1). */
  integer64(): i64 {
    return <i64>this.integer(-MAX_INTEGER, MAX_INTEGER);
  }

  boolean(): bool {
    const at = readBoolean(this.at);
    if (!at) return <bool>this.fail("expected true or false", this.at);
    this.at = at;
    return boolean;
  }

  /** Passes over a null; false when the value is another one. */
  isNull(): bool {
    if (!isNull(this.at)) return false;
    this.at += 4;
    return true;
  }

  /** Passes over a value of any type. */
  skip(): void {
    switch (load<u8>(this.at)) {
      case OBJECT: {
        this.object();
        while (this.member()) this.skip();
        return;
      }
      case ARRAY: {
        this.array();
        while (this.element()) this.skip();
        return;
      }
      case STRING: {
        const at = readString(this.at);
        if (at) this.at = at;
        else this.failed();
        return;
      }
      case 0x74: // t
      case 0x66: // f
        this.boolean();
        return;
      case 0x6e: // n
        if (!this.isNull()) this.fail("expected a value", this.at);
        return;
      default: {
        const at = readNumber(this.at);
        if (at) this.at = at;
        else this.fail("expected a value", this.at);
      }
    }
  }

  /** A value of any type, as its text. */
  json(): string {
    const from = this.at;
    this.skip();
    if (this.problem != null) return "null";
    return decode(from, <i32>(this.at - from))!;
  }

  private integer(lowest: f64, highest: f64): f64 {
    const at = this.at;
    const whole = this.number();
    if (whole != Math.trunc(whole) || whole < lowest || whole > highest) {
      this.fail("expected an integer", at);
      return 0;
    }
    return whole;
  }

  private expectedText(problem: string): string {
    if (problem.length) this.fail(problem, this.at);
    else this.failed();
    return "";
  }
}
