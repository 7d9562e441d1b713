import { Fault, fault, place } from "./fault";
import { pointerTo, token } from "./pointer";
import { ARRAY, ARRAY_END, COLON, COMMA, OBJECT, OBJECT_END, skipSpace, STRING } from "./scan";
import { readString, textIs, textIsUnicode } from "./string";
import { readText, value } from "./text";

const MAX_DEPTH: i32 = 512;

/** The part of a `JsonReader` that goes from value to value, and knows what was wrong. */
export class JsonCursor {
  protected at: usize;
  protected end: usize;
  private depth: i32 = 0;
  /** Whether the object or array that was opened last has had no member or element yet. */
  private isFirst: bool = false;
  protected name: usize = 0;
  private faultAt: usize = 0;
  private missing: string = "";
  protected problem: string | null = null;

  /** A cursor in `length` bytes at `start`, with 16 zeros behind them. */
  constructor(private start: usize, length: i32) {
    this.end = start + length;
    this.at = skipSpace(start);
  }

  /** What was wrong and where, as in `/values/2: expected a number`; null while nothing is. It quotes no value. */
  get failure(): string | null {
    const problem = this.problem;
    if (problem == null) return null;
    let pointer = pointerTo(this.start, this.faultAt);
    if (this.missing.length) pointer += "/" + token(this.missing);
    return pointer + ": " + problem;
  }

  /** Begins an object, whose members follow with `member`. Returns where it starts, for `require`. */
  object(): usize {
    return this.open(OBJECT, "expected an object");
  }

  /** Goes to the object's next member, up to its value; false when there is none. */
  member(): bool {
    let at = this.next(OBJECT_END, 'expected "," or "}"');
    if (!at) return false;
    this.name = at;
    if (load<u8>(at) != STRING) return <bool>this.fail("expected a member", at);
    at = readString(at);
    if (!at) return <bool>this.failed();
    at = skipSpace(at);
    if (load<u8>(at) != COLON) return <bool>this.fail('expected ":"', at);
    this.at = skipSpace(at + 1);
    return true;
  }

  /** Whether this is the name of the member that `member` went to, or what `choice` read. For a text of ASCII. */
  @inline
  is(text: string): bool {
    return textIs(text);
  }

  /** The same for a text of any characters. */
  @inline
  isUnicode(text: string): bool {
    return textIsUnicode(text);
  }

  /** The member's name. */
  key(): string {
    return readText(this.name) ? value : "";
  }

  /** A member that a closed object does not have. */
  unknown(): void {
    this.fail("expected no such member", this.at);
  }

  /** Makes it a fault that the object that starts at `object` has not got a member. */
  require(isThere: bool, object: usize, name: string): void {
    if (isThere || this.problem != null) return;
    this.missing = name;
    this.fail("expected a value", object);
  }

  /** Begins an array, whose elements follow with `element`. */
  array(): void {
    this.open(ARRAY, "expected an array");
  }

  /** Goes to the array's next element; false when there is none. */
  element(): bool {
    const at = this.next(ARRAY_END, 'expected "," or "]"');
    this.at = at ? at : this.at;
    return at != 0;
  }

  /** The place of the value that is read next, for `goTo`. */
  get position(): usize {
    return this.at;
  }

  /** Goes back to a value. */
  goTo(position: usize): void {
    this.at = position;
  }

  /** The first byte of the value that is read next. */
  peek(): u8 {
    return load<u8>(this.at);
  }

  /** Makes it a fault that something follows the value. */
  finish(): void {
    const at = skipSpace(this.at);
    if (at != this.end) this.fail("expected one value", at);
  }

  /** Notes what was expected in place of the value that is read next. */
  expected(problem: string): void {
    this.fail(problem, this.at);
  }

  private open(bracket: u8, problem: string): usize {
    const at = this.at;
    if (load<u8>(at) != bracket) return this.fail(problem, at);
    if (this.depth == MAX_DEPTH) return this.fail("expected at most 512 levels of nesting", at);
    this.depth++;
    this.isFirst = true;
    this.at = skipSpace(at + 1);
    return at;
  }

  /** Steps to the next member or element, or over the closing bracket, and then returns 0. */
  private next(close: u8, problem: string): usize {
    if (this.problem != null) return 0;
    let at = skipSpace(this.at);
    const byte = load<u8>(at);
    const isFirst = this.isFirst;
    this.isFirst = false;
    if (byte == close) {
      this.depth--;
      this.at = at + 1;
      return 0;
    }
    if (isFirst) return at;
    if (byte != COMMA) return this.fail(problem, at);
    return skipSpace(at + 1);
  }

  /** Notes what `scan` found wrong. */
  protected failed(): usize {
    return this.fail(fault == Fault.NotUnicode ? "expected Unicode text" : "expected JSON", place);
  }

  protected fail(problem: string, at: usize): usize {
    if (this.problem == null) {
      this.problem = problem;
      this.faultAt = at;
    }
    this.at = this.end; // where there is a zero, which no value begins with
    return 0;
  }
}
