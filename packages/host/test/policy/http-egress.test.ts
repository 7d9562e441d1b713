import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { PluginManager, type HttpGrant, type LoadOptions } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Hands its input over to http_batch and answers with what comes back; `send` to http_request. */
const guest = wat(`(module
  ${env("alloc", "length", "store_u8", "input_length", "input_load_u8", "output_set", "http_request")}
  (import "extism:host/user" "http_batch" (func $batch (param i64) (result i64)))
  (memory 1)
  ${blocks}
  (func $answer (param $h i64) (result i32)
    (call $output_set (local.get $h) (call $length (local.get $h)))
    (i32.const 0))
  (func (export "process") (result i32) (call $answer (call $batch (call $input_block))))
  (func (export "send") (result i32) (call $answer (call $http_request (call $input_block) (i64.const 0)))))`);

interface Wanted {
  readonly path?: string;
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Sent {
  readonly outcome: string;
  readonly headers: Record<string, string>;
  readonly arrived: readonly IncomingMessage["headers"][];
}

const granted = { methods: ["GET", "POST"], pathPrefixes: ["/v1/"], private: true };

/** Sends one request under one grant to a server that answers with the request's line. */
async function send(
  wanted: Wanted,
  grant: Partial<HttpGrant> = {},
  options: Partial<LoadOptions> = {},
): Promise<Sent> {
  const arrived: IncomingMessage["headers"][] = [];
  await using server = await startServer((request, response) => {
    arrived.push(request.headers);
    response.setHeader("set-cookie", "session=1");
    response.end(`${request.method} ${request.url}`);
  });
  await using plugins = new PluginManager();
  await plugins.load("gateway", {
    source: guest,
    isolation: "inline",
    policy: { http: [{ origin: server.origin, ...granted, ...grant }] },
    ...options,
  });
  const { path = "/v1/x", url = `${server.origin}${path}`, ...rest } = wanted;
  const answer = await plugins.execute("gateway", {
    requests: [{ url: url.replace("PORT", String(server.port)), ...rest }],
  });
  const [response] = answer.json<{
    responses: { body?: string; headers?: Record<string, string>; error?: { code: string } }[];
  }>().responses;
  return { outcome: response!.body ?? response!.error!.code, headers: response!.headers ?? {}, arrived };
}

describe("what is granted is sent", () => {
  test.each([
    ["GET", { path: "/v1/patients?x=/v2/" }, "GET /v1/patients?x=/v2/"],
    ["POST", { method: "post", body: "1" }, "POST /v1/x"],
    ["a path that comes back to the granted one", { path: "/v2/../v1/x" }, "GET /v1/x"],
    ["usual headers", { headers: { Accept: "application/fhir+json", "If-None-Match": "1" } }, "GET /v1/x"],
  ] as const)("%s", async (_, wanted, expected) => {
    expect((await send(wanted)).outcome).toBe(expected);
  });

  test.each(["/v1/x", "/v1/x/y"])("a prefix without a slash at its end covers %s", async (path) => {
    expect((await send({ path }, { pathPrefixes: ["/v1/x"] })).outcome).toBe(`GET ${path}`);
  });

  test("a header that is granted by name", async () => {
    const { arrived } = await send({ headers: { "x-purpose": "treatment" } }, { headers: ["x-purpose"] });
    expect(arrived[0]!["x-purpose"]).toBe("treatment");
  });

  test(
    "idle connections are closed, however long a server offers to keep them",
    { timeout: 30_000 },
    async () => {
      const closed = Promise.withResolvers<void>();
      const server = createServer((socket) => {
        socket.on("end", () => closed.resolve());
        socket.once("data", () => {
          socket.write("HTTP/1.1 200 OK\r\nkeep-alive: timeout=86400\r\ncontent-length: 4\r\n\r\nfine");
        });
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await using plugins = new PluginManager();
      await plugins.load("gateway", { source: guest, isolation: "inline", allowedHosts: ["127.0.0.1"] });
      await plugins.execute("gateway", { requests: [{ url }] });
      await expect(closed.promise).resolves.toBeUndefined();
      server.close();
    },
  );

  test("cookies do not reach the plugin", async () => {
    expect(Object.keys((await send({})).headers)).not.toContain("set-cookie");
  });
});

describe("what is not granted is refused, and nothing is sent", () => {
  test.each([
    ["another method", { method: "DELETE" }],
    ["another path", { path: "/v2/x" }],
    ["a way out of the path", { path: "/v1/../v2/x" }],
    ["a way out, encoded", { path: "/v1/%2e%2e/v2/x" }],
    ["an encoded separator", { path: "/v1/..%2fv2/x" }],
    ["an encoded backslash", { path: "/v1/..%5cv2/x" }],
    ["an encoding of an encoding", { path: "/v1/..%252fv2/x" }],
    ["a way out with a parameter, as Java servers read it", { path: "/v1/..;/v2/x" }],
    ["a way out with an encoded parameter", { path: "/v1/%2e%2e%3bx=1/v2/x" }],
    ["a way out with a blank behind it", { path: "/v1/..%20/v2/x" }],
    ["another port", { url: "http://127.0.0.1:1/v1/x" }],
    ["another scheme", { url: "https://127.0.0.1:PORT/v1/x" }],
    ["another name of the same server", { url: "http://localhost:PORT/v1/x" }],
    ["credentials in the URL", { url: "http://user:secret@127.0.0.1:PORT/v1/x" }],
    ["a URL of 10,000 characters", { path: `/v1/${"x".repeat(10_000)}` }],
    ["TRACE", { method: "TRACE" }],
    ["a cookie", { headers: { cookie: "session=1" } }],
    ["authorization", { headers: { Authorization: "Bearer x" } }],
    ["host", { headers: { host: "other.example" } }],
    ["transfer-encoding", { headers: { "transfer-encoding": "chunked" } }],
    ["content-length", { headers: { "content-length": "1" } }],
    ["connection", { headers: { connection: "upgrade" } }],
    ["proxy-authorization", { headers: { "proxy-authorization": "x" } }],
    ["a header that nobody granted", { headers: { "x-purpose": "treatment" } }],
    ["a line break in a value", { headers: { accept: "a\r\nx-admin: 1" } }],
    ["a line break at a value's end", { headers: { accept: "a\r\n" } }],
    ["a line break in a name", { headers: { "accept\r\nx-admin": "1" } }],
    ["a character that is no byte", { headers: { accept: "a☎" } }],
    ["20,000 bytes of headers", { headers: { accept: "x".repeat(20_000) } }],
    ["a header twice", { headers: { accept: "a", Accept: "b" } }],
  ] as const)("%s", async (_, wanted) => {
    const { outcome, arrived } = await send(wanted as Wanted);
    expect(outcome).toBe("HTTP_REFUSED");
    expect(arrived).toEqual([]);
  });

  test("a path whose segment only begins like the granted one", async () => {
    const { outcome, arrived } = await send({ path: "/v1/xy" }, { pathPrefixes: ["/v1/x"] });
    expect(outcome).toBe("HTTP_REFUSED");
    expect(arrived).toEqual([]);
  });

  test("a private address that is not granted as private", async () => {
    const { outcome, arrived } = await send({}, { private: false });
    expect(outcome).toBe("HTTP_REFUSED");
    expect(arrived).toEqual([]);
  });

  test("a name that resolves to a private address", async () => {
    await using server = await startServer((_, response) => void response.end("reached"));
    await using plugins = new PluginManager();
    await plugins.load("gateway", { source: guest, isolation: "inline", allowedHosts: ["localhost", "*"] });
    for (const host of ["localhost", "127.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"]) {
      const requests = [{ url: `http://${host}:${server.port}/` }];
      const [answer] = (await plugins.execute("gateway", { requests })).json<{
        responses: { error?: { code: string } }[];
      }>().responses;
      expect([host, answer!.error?.code]).toEqual([host, "HTTP_REFUSED"]);
    }
  });

  test("more bytes than limits.httpRequestBytes", async () => {
    const limits = { httpRequestBytes: 10 };
    const { outcome, arrived } = await send({ method: "POST", body: "x".repeat(11) }, {}, { limits });
    expect(outcome).toBe("HTTP_REFUSED");
    expect(arrived).toEqual([]);
  });
});

describe.for(isolations)("secrets that the host adds, %s", (isolation) => {
  const secretHeaders = { Authorization: "Bearer {partner/token}" };
  const secrets = { "partner/token": "s3cret" };

  test("arrive, and the plugin does not see them", async () => {
    const { arrived, headers, outcome } = await send({}, { secretHeaders }, { secrets, isolation });
    expect(arrived[0]!.authorization).toBe("Bearer s3cret");
    expect(JSON.stringify([headers, outcome])).not.toContain("s3cret");
  });

  test("cannot be overwritten", async () => {
    const { outcome, arrived } = await send(
      { headers: { authorization: "Bearer other" } },
      { secretHeaders, headers: ["authorization"] },
      { secrets, isolation },
    );
    expect([outcome, arrived]).toEqual(["HTTP_REFUSED", []]);
  });
});

test.each([
  ["is not there", {}],
  ["cannot be sent", { "partner/token": "a\r\nx-admin: 1" }],
] as const)("a secret that %s is an invalid option", async (_, secrets) => {
  await using plugins = new PluginManager();
  const http = [
    { origin: "https://a.example", ...granted, secretHeaders: { authorization: "{partner/token}" } },
  ];
  const loading = plugins.load("gateway", { source: guest, secrets, policy: { http } });
  await expectFailure(loading, { code: "INVALID_OPTION", phase: "manage", plugin: "gateway" });
});

test("a bomb of 64 MB in 64 kB costs no more than the limit", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  await using server = await startServer((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  });
  await using plugins = new PluginManager();
  const policy = { http: [{ origin: server.origin, ...granted }] };
  await plugins.load("gateway", { source: guest, isolation: "inline", policy });
  await expectFailure(plugins.execute("gateway", { url: `${server.origin}/v1/` }, { export: "send" }), {
    code: "HTTP_FAILED",
    phase: "call",
    plugin: "gateway",
  });
});
