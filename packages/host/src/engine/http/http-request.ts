import type { Limits } from "../../limits.ts";
import { HttpFailure } from "./http-failure.ts";

/** A request, apart from its body. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
}

/** A request's JSON without its body: its URL and headers take 24 KiB at most, and JSON up to six bytes for one of theirs. */
const maxHeadBytes = 256 * 1024;

/** What a batch may be long, whatever its limit: those that are too many have an error in their place. */
const usualBatch = 1000;

/**
 * The JSON of a request, read on the host's own thread.
 *
 * @throws HttpFailure `HTTP_REFUSED` when it is longer than a request can be.
 */
export function readRequest(bytes: Uint8Array): unknown {
  if (bytes.length > maxHeadBytes)
    throw new HttpFailure("HTTP_REFUSED", `it is longer than ${maxHeadBytes} bytes`);
  return parseJson(bytes);
}

/**
 * Extism's request: `{ "url": string, "method"?: string, "headers"?: { [name]: string } }`; older PDKs write `header`.
 *
 * @throws HttpFailure `HTTP_REFUSED`.
 */
export function parseRequest(value: unknown): HttpRequest {
  try {
    const fields = value as Record<string, unknown>;
    const url = new URL(String(fields["url"]));
    const isHttp = url.protocol === "http:" || url.protocol === "https:";
    if (!isHttp || url.username !== "" || url.password !== "") throw new TypeError();
    const method = String(fields["method"] ?? "GET").toUpperCase();
    const headers = Object.entries((fields["headers"] ?? fields["header"] ?? {}) as object);
    if (!isPlainPath(url) || url.href.length > maxUrlLength || !methods.has(method)) throw new TypeError();
    return {
      url,
      method,
      headers: Object.fromEntries(headers.map(([name, text]) => [name, String(text)])),
    };
  } catch {
    throw new HttpFailure(
      "HTTP_REFUSED",
      "it is not a request with a plain http or https URL, without credentials, and a usual method",
    );
  }
}

const maxUrlLength = 8 * 1024;
const methods: ReadonlySet<string> = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

/**
 * Without separators in disguise, and without dots that only some servers take for a way up (`..;` as Java's path parameters,
 * `..%20` where trailing blanks do not count): ways out of the path that was granted.
 */
function isPlainPath({ pathname }: URL): boolean {
  return (
    !/%2f|%5c|\\|%00/i.test(pathname) &&
    !/%25(2e|2f|5c)/i.test(pathname) &&
    !/\/(?:\.|%2e){1,2}(?:;|%3b|%20|%0[9ad])/i.test(pathname)
  );
}

/**
 * The requests of an `http_batch`: `{ "requests": [{ …request, "body"?: string }] }`.
 *
 * @throws HttpFailure `HTTP_REFUSED` when it is not such an object, or larger than what can be granted.
 */
export function parseBatch(
  bytes: Uint8Array,
  { httpRequests, httpRequestBytes }: Pick<Limits, "httpRequests" | "httpRequestBytes">,
): readonly unknown[] {
  if (bytes.length > httpRequests * (maxHeadBytes + httpRequestBytes))
    throw new HttpFailure(
      "HTTP_REFUSED",
      "it is longer than limits.httpRequests times limits.httpRequestBytes",
    );
  const batch = parseJson(bytes) as { readonly requests?: unknown } | null;
  if (!Array.isArray(batch?.requests)) throw new HttpFailure("HTTP_REFUSED", "it is not a batch of requests");
  if (batch.requests.length > Math.max(usualBatch, httpRequests))
    throw new HttpFailure("HTTP_REFUSED", "it is a batch of many more requests than limits.httpRequests");
  return batch.requests;
}

/** The text of a batched request's body; empty when it has none. */
export function batchedBody(request: unknown): string {
  const body: unknown = (request as { readonly body?: unknown } | null)?.body ?? "";
  if (typeof body !== "string") throw new HttpFailure("HTTP_REFUSED", "its body is not a string");
  return body;
}

/** JSON, or `undefined` when it is none. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
