import { JsonWriter } from "../json/writer";

/** A request to a partner: `new http.Request("POST", url).header("accept", "application/json").text(document)`. */
export class Request {
  private headers: Map<string, string> = new Map();
  /** What is sent; of no length for none. */
  body: Uint8Array = new Uint8Array(0);

  constructor(
    private method: string,
    private url: string,
  ) {}

  header(name: string, value: string): this {
    this.headers.set(name, value);
    return this;
  }

  bytes(body: Uint8Array): this {
    this.body = body;
    return this;
  }

  text(body: string): this {
    this.body = Uint8Array.wrap(String.UTF8.encode(body));
    return this;
  }

  /** Writes the request as the host reads it, up to the end of its members. */
  writeHead(to: JsonWriter): void {
    to.member('"headers":');
    to.object();
    const names = this.headers.keys().sort();
    for (let i = 0; i < names.length; i++) {
      to.key(names[i]);
      to.string(this.headers.get(names[i]));
    }
    to.endObject();
    to.member('"method":');
    to.string(this.method);
    to.member('"url":');
    to.string(this.url);
  }
}
