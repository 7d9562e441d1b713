// HL7 v2 messages (ER7) to JSON, by the specification in ../../README.md.

import { isUtf8 } from "@vial/as-pdk/assembly";
import { Encoding, isEnd } from "./encoding";
import { writeFields } from "./field";
import { Json } from "./json";
import { toUtf8 } from "./latin-1";

const BRACKET_END: u8 = 0x5d;
const COMMA: u8 = 0x2c;

/** Turns the text into the call's output. */
export function run(from: usize, length: i32): void {
  if (isUtf8(from, length)) return new Reader(from, from + length).run();
  const text = toUtf8(from, length);
  new Reader(text.dataStart, text.dataStart + text.length).run();
}

class Reader {
  private json: Json = new Json();
  private encoding: Encoding | null = null;
  /** The number of the segment that is read, from 1. */
  private segment: i32 = 0;

  constructor(
    private at: usize,
    private end: usize,
  ) {}

  run(): void {
    this.json.reserve(2 * (this.end - this.at));
    const error = this.writeMessages();
    if (error != null) {
      this.json.clear();
      this.json.putText(`{"error":"${error}","segment":${this.segment}}`);
    }
    this.json.finish();
  }

  /** The code of the first error, or null. */
  private writeMessages(): string | null {
    this.json.putText("[");
    this.skipEnds();
    while (this.at < this.end) {
      this.json.reserve(0);
      if (this.encoding != null) this.json.put(COMMA);
      this.segment++;
      if (!this.isHeader()) return "header";
      const encoding = Encoding.read(this.at, this.end, this.encoding);
      if (encoding == null) return "delimiters";
      this.encoding = encoding;
      const error = this.writeMessage(encoding);
      if (error != null) return error;
    }
    this.json.put(BRACKET_END);
    return null;
  }

  private writeMessage(encoding: Encoding): string | null {
    const json = this.json;
    json.putText('[["MSH",["');
    json.putCharacter(load<u8>(encoding.delimiters));
    json.putText('"],["');
    for (let i = 1; i < encoding.count; i++) json.putCharacter(load<u8>(encoding.delimiters + i));
    json.putText('"]');
    this.writeRest(encoding, this.at + 3 + encoding.count);
    while (this.at < this.end && !this.isHeader()) {
      this.segment++;
      if (!this.isName(encoding)) return "segment";
      json.reserve(0);
      json.putText(',["');
      json.copy(this.at, 3);
      json.putText('"');
      this.writeRest(encoding, this.at + 3);
    }
    json.put(BRACKET_END);
    return null;
  }

  /** Writes the fields behind a segment's name or, in a header, behind its delimiters. */
  private writeRest(encoding: Encoding, from: usize): void {
    this.at = from;
    if (from < this.end && !isEnd(load<u8>(from))) this.at = writeFields(this.json, encoding, from + 1, this.end);
    this.json.put(BRACKET_END);
    this.skipEnds();
  }

  private isHeader(): bool {
    return this.end - this.at >= 3 && (load<u32>(this.at) & 0xffffff) == 0x48534d; // MSH
  }

  private isName(encoding: Encoding): bool {
    const at = this.at;
    if (this.end - at < 3 || !isCapital(load<u8>(at))) return false;
    for (let i: usize = 1; i < 3; i++) {
      const byte = load<u8>(at + i);
      if (!isCapital(byte) && !(byte >= 0x30 && byte <= 0x39)) return false;
    }
    const next = load<u8>(at, 3);
    return at + 3 == this.end || isEnd(next) || next == load<u8>(encoding.delimiters);
  }

  private skipEnds(): void {
    let at = this.at;
    while (at < this.end && isEnd(load<u8>(at))) at++;
    this.at = at;
  }
}

function isCapital(byte: u8): bool {
  return byte >= 0x41 && byte <= 0x5a;
}
