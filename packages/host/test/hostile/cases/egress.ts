import { reporting } from "../../support/reporting-guest.ts";
import { countingServer } from "../counting-server.ts";
import type { HostileCase } from "../hostile-case.ts";

/** Sends its input as a request and says the status of the answer. */
const requesting = reporting(`
  (drop (call $http_request (call $input_block) (i64.const 0)))
  (call $say_i32 (call $http_status_code))`);

/** The server's address; plugins of these cases may get what is under its `/v1/`, and nothing else. */
interface Address {
  readonly origin: string;
  readonly port: string;
}

type Request = (address: Address) => string;

const to =
  (path: string, more: object = {}): Request =>
  ({ origin }) =>
    JSON.stringify({ url: `${origin}${path}`, ...more });

const refused: readonly (readonly [what: string, request: Request])[] = [
  ["a path beside the granted one", to("/v2/patients")],
  ["a path that begins like the granted one", to("/v1admin")],
  ["a way out of the granted path", to("/v1/../admin")],
  ["a way out, encoded", to("/v1/%2e%2e/admin")],
  ["a way out, half encoded", to("/v1/.%2e/admin")],
  ["a way out with an encoded separator", to("/v1/..%2fadmin")],
  ["a way out with a backslash", to("/v1/..\\admin")],
  ["a way out with an encoded backslash", to("/v1/..%5cadmin")],
  ["a way out, encoded twice", to("/v1/%252e%252e/admin")],
  ["a way out with a parameter, as Java servers read it", to("/v1/..;/admin")],
  ["a path of the granted one in capitals", to("/V1/patients")],
  ["another method", to("/v1/x", { method: "DELETE" })],
  ["a method in disguise", to("/v1/x", { method: "GET\t" })],
  ["a tunnel", to("/v1/x", { method: "CONNECT" })],
  ["another port", () => JSON.stringify({ url: "http://127.0.0.1:1/v1/x" })],
  ["another scheme", ({ port }) => JSON.stringify({ url: `https://127.0.0.1:${port}/v1/x` })],
  [
    "the granted host by another name",
    ({ port }) => JSON.stringify({ url: `http://localhost:${port}/v1/x` }),
  ],
  [
    "a user's name in the address",
    ({ port }) => JSON.stringify({ url: `http://user@127.0.0.1:${port}/v1/x` }),
  ],
  ["a fragment that is the granted path", to("/admin#/v1/x")],
  ["a query that is the granted path", to("/admin?/v1/x")],
  [
    "an address twice, the granted one first",
    ({ origin }) => `{"url":"${origin}/v1/x","url":"${origin}/admin"}`,
  ],
  ["a request of arrays within arrays", () => "[".repeat(30_000) + "]".repeat(30_000)],
  ["a request that is no object", () => "null"],
  ["an address that is no text", () => '{"url":{"toString":"/v1/x"}}'],
];

/** Requests to a server that is granted, beyond what of it is granted. */
export const cases: readonly HostileCase[] = refused.map(([what, request]): HostileCase => ({
  name: what,
  source: requesting,
  setting: countingServer,
  options: ({ origin }) => ({
    policy: { http: [{ origin, methods: ["GET"], pathPrefixes: ["/v1/"], private: true }] },
  }),
  calls: ({ origin }) => [
    { input: to("/v1/x")({ origin, port: "" }), expected: ["answer 200"] },
    { input: request({ origin, port: new URL(origin).port }), expected: ["call HTTP_REFUSED"] },
  ],
  check: ({ count }) => (count === 1 ? undefined : "the request arrived"),
}));
