import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HttpFailure } from "../../src/engine/http/http-failure.ts";
import { parseRequest } from "../../src/engine/http/http-request.ts";
import { HttpRules } from "../../src/policy/http-rules.ts";

const origin = "https://partner.example";
const prefixes = ["/r4/Patient", "/public/"];
const rules = new HttpRules(
  undefined,
  { http: [{ origin, methods: ["GET"], pathPrefixes: prefixes }], hostPatterns: [] },
  {},
);

/** What URLs are confused with. */
const pieces = fc.constantFrom(
  "/",
  "//",
  "\\",
  "..",
  ".",
  "%2e%2e",
  "%2E.",
  "%2f",
  "%5c",
  "%252e",
  "%252f",
  "%00",
  ";",
  "?",
  "#",
  "@",
  ":",
  "::",
  "r4",
  "Patient",
  "public",
  "admin",
  "r4/Patient",
  "/r4/Patient/",
  "/public/",
  "partner.example",
  "evil.example",
  "127.0.0.1",
  "[::1]",
  "https:",
  "http://",
  "data:",
  "file:///",
  "\t",
  "\n",
  "\u3002",
  "\uff0e",
  "xn--",
  "ａ",
  " ",
);
const text = fc.oneof(
  { weight: 4, arbitrary: pieces },
  { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
);
const tail = fc.array(text, { maxLength: 8 }).map((parts) => parts.join(""));
const urls = fc.oneof(
  tail.map((path) => `${origin}${path}`),
  tail.map((path) => `${origin}/r4/Patient${path}`),
  tail.map((path) => `${origin}/public/${path}`),
  tail.map((path) => `https://${path}`),
  tail,
);

/** The path as a server may read it that decodes once more than it should, takes backslashes for slashes, and drops parameters. */
function readings(path: string): string[] {
  const found = [path];
  for (let round = 0; round < 3; round++) {
    try {
      found.push(decodeURIComponent(found.at(-1)!));
    } catch {
      break;
    }
  }
  return found.flatMap((each) => {
    const slashed = each.replaceAll("\\", "/");
    return [slashed, slashed.replaceAll(/;[^/]*/g, "")].map(
      (read) => new URL(read, "https://server.example/").pathname,
    );
  });
}

test("a request that is sent goes to the origin, and into the paths, that are granted, however it is written", () => {
  let sent = 0;
  fc.assert(
    fc.property(urls, (url) => {
      let request;
      try {
        request = parseRequest({ url });
      } catch (error) {
        expect(error).toBeInstanceOf(HttpFailure);
        return;
      }
      if (rules.find(request.url, request.method) === undefined) return;
      sent++;
      expect(request.url.origin).toBe(origin);
      expect(request.url.username + request.url.password).toBe("");
      for (const path of readings(request.url.pathname)) {
        const covered = prefixes.some(
          (prefix) => path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`),
        );
        expect([path, covered]).toEqual([path, true]);
      }
    }),
    { numRuns: 20_000 },
  );
  expect(sent).toBeGreaterThan(100);
});
