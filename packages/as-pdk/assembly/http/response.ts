import { JsonReader } from "../json/reader";
import { STRING } from "../json/scan";
import { decode } from "../text/decode";
import { lowerCase } from "./lower-case";

/** What a partner answered, whatever the status. */
export class Response {
  status: i32 = 0;
  /** Names in lower case. */
  headers: Map<string, string> = new Map();
  body: Uint8Array = new Uint8Array(0);
  /** Of a batch: why this request has no answer (`HTTP_REFUSED`, `HTTP_FAILED`); null where it has one. */
  error: string | null = null;

  /** The value of a header, in whatever case its name is; null when it is not there. */
  header(name: string): string | null {
    const key = lowerCase(name);
    return this.headers.has(key) ? this.headers.get(key) : null;
  }

  /** The body as text; null when it is not UTF-8. */
  text(): string | null {
    const reader = this.body;
    return decode(reader.dataStart, reader.length);
  }

  /** A reader of the body's JSON. */
  json(): JsonReader {
    return JsonReader.of(this.body);
  }

  readHeaders(from: JsonReader): void {
    from.object();
    while (from.member()) {
      const name = lowerCase(from.key());
      if (from.peek() == STRING) this.headers.set(name, from.string());
      else from.skip();
    }
  }
}
