import { fail, http, JsonReader, JsonWriter } from "@vial/as-pdk/assembly";

/** A request: `url`, and `method`, `headers` and `body` where they are there. */
class Call {
  url: string = "";
  method: string = "GET";
  headers: Map<string, string> = new Map();
  body: string | null = null;

  read(from: JsonReader): void {
    let hasUrl = false;
    const start = from.object();
    while (from.member()) {
      if (from.is("url")) {
        this.url = from.string();
        hasUrl = true;
      } else if (from.is("method")) this.method = from.string();
      else if (from.is("body")) this.body = from.string();
      else if (from.is("headers")) this.readHeaders(from);
      else from.unknown();
    }
    from.require(hasUrl, start, "url");
  }

  private readHeaders(from: JsonReader): void {
    from.object();
    while (from.member()) {
      const name = from.key();
      this.headers.set(name, from.string());
    }
  }
}

class Answer {
  constructor(
    private body: string,
    private contentType: string,
    private status: i32,
  ) {}

  write(to: JsonWriter): void {
    to.object();
    to.member('"body":');
    to.string(this.body);
    to.member('"contentType":');
    to.string(this.contentType);
    to.member('"status":');
    to.integer32(this.status);
    to.endObject();
  }
}

/** Sends the one request and tells what came back. */
export function exchange(call: Call): Answer | null {
  const request = new http.Request(call.method, call.url);
  const names = call.headers.keys();
  for (let i = 0; i < names.length; i++) request.header(names[i], call.headers.get(names[i]));
  const body = call.body;
  if (body != null) request.text(body);

  const response = http.send(request);
  const text = response.text();
  if (text == null) return fail<Answer>("response: not UTF-8");
  const contentType = response.header("content-type");
  return new Answer(text, contentType != null ? contentType : "", response.status);
}
