import type { HttpRule } from "../../policy/http-rules.ts";
import { HttpFailure } from "./http-failure.ts";

/** About content, conditions and preferences: what a request may say without a grant. */
const usual: ReadonlySet<string> = new Set([
  "accept",
  "accept-language",
  "content-language",
  "content-type",
  "if-match",
  "if-modified-since",
  "if-none-exist",
  "if-none-match",
  "if-unmodified-since",
  "prefer",
  "range",
  "user-agent",
]);

/** Those of the connection, of proxies and of the host itself (RFC 9110, 7.6.1): no grant gives them. */
const never =
  /^(accept-encoding|connection|content-length|cookie2?|expect|forwarded|host|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie2?|te|trailer|transfer-encoding|upgrade|via|x-forwarded-.*|x-real-ip)$/;

/** Granted by name alone, never by Extism's rules: a credential is the host's to add. */
const credentials: ReadonlySet<string> = new Set(["authorization"]);

const token = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
// A tab and everything that is not a control character, as bytes (RFC 9110, 5.5).
const fieldValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const maxBytes = 16 * 1024;

/**
 * The headers a request is sent with: those of the plugin's that it may send, and what the host adds.
 *
 * @throws HttpFailure `HTTP_REFUSED`.
 */
export function requestHeaders(
  wanted: Readonly<Record<string, string>>,
  rule: HttpRule,
): Record<string, string> {
  const headers = new Map<string, string>();
  let bytes = 0;
  for (const [name, value] of Object.entries(wanted)) {
    const key = name.toLowerCase();
    if (!token.test(key) || !fieldValue.test(value)) throw refused("a header is not well-formed");
    if (headers.has(key)) throw refused("a header is there twice");
    if (!maySend(key, rule)) throw refused("it has a header that plugins may not send");
    bytes += key.length + value.length;
    if (bytes > maxBytes) throw refused(`its headers are over ${maxBytes} bytes`);
    headers.set(key, value);
  }
  return { ...Object.fromEntries(headers), ...rule.secretHeaders };
}

function maySend(name: string, { headers, secretHeaders }: HttpRule): boolean {
  if (never.test(name) || Object.hasOwn(secretHeaders, name)) return false;
  if (headers === "any") return !credentials.has(name);
  return usual.has(name) || headers.has(name);
}

function refused(why: string): HttpFailure {
  return new HttpFailure("HTTP_REFUSED", why);
}
