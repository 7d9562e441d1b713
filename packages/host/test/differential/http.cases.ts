import type { JsonValue } from "@vial/host";
import { ok, type Case, type CaseCall } from "./case.ts";
import { client } from "./http-client.ts";
import { because } from "./reasons.ts";
import { everyByte } from "./samples.ts";

const responseHeaders =
  `{"connection":"keep-alive","keep-alive":"timeout=5","set-cookie":"d=2","transfer-encoding":"chunked",` +
  `"x-one":"1","x-two":"a, b"}`;

type Plugin = Pick<Case, "guest" | "load" | "calls">;
const calling = (...calls: CaseCall[]): Plugin => ({
  guest: client,
  load: { allowedHosts: ["127.0.0.1"] },
  calls,
});

const allowing = (...allowedHosts: string[]): Pick<Case, "load"> => ({ load: { allowedHosts } });
const limited = (httpResponseBytes: number): Pick<Case, "load"> => ({
  load: { ...allowing("127.0.0.1").load, limits: { httpResponseBytes } },
});

/** `http_request`, `http_status_code`, `http_headers` against the server at `origin`; nothing listens at `closed`. */
export function httpCases(origin: string, closed: string): readonly Case[] {
  const sending = (path: string, request: Readonly<Record<string, JsonValue>> = {}, by = "send"): Plugin =>
    calling([by, { url: `${origin}${path}`, ...request }]);
  const text = { url: `${origin}/text` };
  const emptyPost = { url: `${origin}/empty`, method: "POST" };

  return [
    { name: "GET", ...sending("/text"), same: ["ok: 200 5 mg"] },
    { name: "GET: bytes", ...sending("/bytes", {}, "fetch_bytes"), same: [ok(everyByte)] },
    {
      name: "several requests",
      ...calling(["send", text], ["send", text]),
      same: ["ok: 200 5 mg", "ok: 200 5 mg"],
    },
    { name: "204", ...sending("/empty"), same: ["ok: 204 "] },
    { name: "404", ...sending("/nowhere"), same: ["ok: 404 not found"] },
    { name: "500", ...sending("/error"), same: ["ok: 500 out of order"] },
    {
      name: "204: the handle of no body",
      ...sending("/empty", {}, "send_for_handle"),
      differs: {
        vial: ["ok: 0"],
        extism: ["ok: 1"],
        why: because.emptyIsZero,
      },
    },
    { name: "HEAD", ...sending("/text", { method: "HEAD" }), same: ["ok: 200 "] },
    { name: "DELETE, in lower case", ...sending("/echo", { method: "delete" }), same: ["ok: 200 DELETE "] },
    {
      name: "PATCH, in lower case",
      ...sending("/echo", { method: "patch" }),
      same: ["ok: 200 PATCH content-length=0 "],
    },
    {
      name: "POST with a body",
      ...sending("/echo", { method: "POST" }, "send_body"),
      same: ["ok: 200 POST content-length=6 dose=5"],
    },
    {
      name: "POST with bytes",
      ...sending("/reverse", { method: "POST" }, "send_bytes"),
      same: [ok(everyByte.toReversed())],
    },
    {
      name: "POST without a body",
      ...sending("/echo", { method: "POST" }),
      same: ["ok: 200 POST content-length=0 "],
    },
    { name: "GET with a body: it is left out", ...sending("/echo", {}, "send_body"), same: ["ok: 200 GET "] },
    {
      name: "request headers",
      ...sending("/echo", { headers: { "X-Patient": "p1", "x-unit": "mg" } }),
      same: ["ok: 200 GET x-patient=p1 x-unit=mg "],
    },
    {
      name: "request headers as older PDKs write them",
      ...sending("/echo", { header: { "X-Patient": "p1" } }),
      same: ["ok: 200 GET x-patient=p1 "],
    },
    {
      name: "response headers",
      ...sending("/headers", {}, "send_for_headers"),
      differs: {
        vial: [`ok: ${responseHeaders.replace('"set-cookie":"d=2",', "")}`],
        extism: [`ok: ${responseHeaders}`],
        why: "cookies are never passed on",
      },
    },
    {
      name: "status and headers before any request",
      ...calling(["status"], ["headers"]),
      same: ["ok: 0", "ok: {}"],
    },
    {
      name: "status of an earlier call",
      ...calling(["send", text], ["status"]),
      differs: {
        vial: ["ok: 200 5 mg", "ok: 0"],
        extism: ["ok: 200 5 mg", "ok: 200"],
        why: "each call starts without an answer",
      },
    },
    {
      name: "http_request: takes over its blocks",
      ...calling(["takes_over", emptyPost]),
      differs: {
        vial: ["ok: 0 0"],
        extism: [`ok: ${JSON.stringify(emptyPost).length} 6`],
        why: because.takesOver,
      },
    },
    {
      name: "a redirect",
      ...sending("/moved"),
      differs: { vial: ["ok: 302 moved"], extism: ["ok: 200 5 mg"], why: because.redirects },
    },
    {
      name: "a redirect to a host that is not allowed",
      ...sending("/moved-away"),
      differs: { vial: ["ok: 302 moved away"], extism: ["ok: 200 5 mg"], why: because.redirects },
    },
    {
      name: "a host that is not allowed",
      ...calling(["send", { url: "http://localhost/text" }]),
      same: ["HTTP_REFUSED"],
    },
    { name: "no host is allowed", ...sending("/text"), ...allowing(), same: ["HTTP_REFUSED"] },
    {
      name: "a host allowed by a pattern",
      ...sending("/text"),
      ...allowing("127.*.1"),
      differs: { vial: ["HTTP_REFUSED"], extism: ["ok: 200 5 mg"], why: because.privateAddress },
    },
    {
      name: "a host allowed by *",
      ...sending("/text"),
      ...allowing("*"),
      differs: { vial: ["HTTP_REFUSED"], extism: ["ok: 200 5 mg"], why: because.privateAddress },
    },
    {
      name: "patterns that are not met",
      ...sending("/text"),
      ...allowing("*.127.0.0.1", "27.0.0.1"),
      same: ["HTTP_REFUSED"],
    },
    {
      name: "a file: URL",
      ...calling(["send", { url: "file:///x" }]),
      ...allowing("*"),
      same: ["HTTP_REFUSED"],
    },
    {
      name: "a data: URL",
      ...calling(["send", { url: "data:,x" }]),
      ...allowing("*"),
      same: ["HTTP_REFUSED"],
    },
    {
      name: "a URL with credentials",
      ...calling(["send", { url: origin.replace("//", "//user:secret@") }]),
      differs: { vial: ["HTTP_REFUSED"], extism: ["HOST_FUNCTION_FAILED"], why: because.notSent },
    },
    {
      name: "a URL that is none",
      ...calling(["send", { url: "127.0.0.1/text" }]),
      differs: { vial: ["HTTP_REFUSED"], extism: ["HOST_FUNCTION_FAILED"], why: because.notSent },
    },
    {
      name: "a request that is not JSON",
      ...calling(["send", "GET /text"]),
      differs: { vial: ["HTTP_REFUSED"], extism: ["HOST_FUNCTION_FAILED"], why: because.notSent },
    },
    {
      name: "a request that is no block",
      ...calling(["send_no_block"]),
      differs: { vial: ["ABI_VIOLATION"], extism: ["ok: 0 "], why: because.notABlock },
    },
    {
      name: "a body that is no block",
      ...sending("/echo", { method: "POST" }, "send_no_body_block"),
      differs: {
        vial: ["ABI_VIOLATION"],
        extism: ["ok: 200 POST content-length=0 "],
        why: because.notABlock,
      },
    },
    {
      name: "eleven requests in one call",
      ...calling(["send_eleven", text], ["send", text]),
      differs: {
        vial: ["HTTP_REFUSED", "ok: 200 5 mg"],
        extism: ["ok: 11", "ok: 200 5 mg"],
        why: "limits.httpRequests is 10; the SDK counts none",
      },
    },
    {
      name: "nobody listens",
      ...calling(["send", { url: closed }]),
      differs: {
        vial: ["HTTP_FAILED"],
        extism: ["HOST_FUNCTION_FAILED"],
        why: "a request that fails has a code of its own; in the SDK fetch throws",
      },
    },
    {
      name: "a response over limits.httpResponseBytes",
      ...sending("/large", {}, "fetch_bytes"),
      ...limited(1_999),
      differs: {
        vial: ["HTTP_FAILED"],
        extism: ["log error: Response body exceeded 1999 bytes", "ok: <00>"],
        why: "the call fails; in the SDK the body is the handle 0",
      },
    },
    {
      name: "a response of exactly limits.httpResponseBytes",
      ...sending("/large", {}, "fetch_bytes"),
      ...limited(2_000),
      differs: {
        vial: [ok("x".repeat(2_000))],
        extism: ["log error: Response body exceeded 2000 bytes", "ok: <00>"],
        why: "a limit may be reached; the SDK counts it as passed",
      },
    },
  ];
}
