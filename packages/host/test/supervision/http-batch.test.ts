import { PluginManager, type Isolation, type JsonValue, type LoadOptions } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Hands its input over to http_batch and answers with what comes back. */
const guest = wat(`(module
  ${env("alloc", "length", "store_u8", "input_length", "input_load_u8", "output_set")}
  (import "extism:host/user" "http_batch" (func $batch (param i64) (result i64)))
  (memory 1)
  ${blocks}
  (func (export "process") (result i32) (local $h i64)
    (local.set $h (call $batch (call $input_block)))
    (call $output_set (local.get $h) (call $length (local.get $h)))
    (i32.const 0))
  (func (export "again") (result i32)
    (loop $next (drop (call $batch (call $input_block))) (br $next))
    (unreachable))
  (func (export "no_block") (result i32)
    (drop (call $batch (i64.const 4096)))
    (i32.const 0)))`);

interface Answers {
  readonly responses: readonly {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
    readonly error?: { readonly code: string; readonly message: string };
  }[];
}

const cells: readonly (readonly [name: string, engine: () => object, isolation: Isolation])[] = [
  ["vial, inline", () => ({}), "inline"],
  ["vial, thread", () => ({}), "thread"],
  ["vial, process", () => ({}), "process"],
  ["extism, thread", () => ({ engine: new ExtismEngine() }), "thread"],
];

describe.each(cells)("http_batch: %s", (_, engine, isolation) => {
  const batch = async (input: JsonValue, options: Partial<LoadOptions> = {}): Promise<Answers> => {
    await using plugins = new PluginManager(engine());
    await plugins.load("gateway", { source: guest, isolation, allowedHosts: ["127.0.0.1"], ...options });
    return (await plugins.execute("gateway", input)).json<Answers>();
  };

  test("sends all requests at once and answers in their order", async () => {
    const waiting: (() => void)[] = [];
    await using server = await startServer((request, response) => {
      // Nobody is answered before all three are there.
      waiting.push(() => response.end(`${request.method} ${request.url}`));
      if (waiting.length === 3) for (const answer of waiting.toReversed()) answer();
    });
    const { responses } = await batch({
      requests: ["/a", "/b", "/c"].map((path) => ({ url: `${server.origin}${path}` })),
    });
    expect(responses.map(({ status, body }) => [status, body])).toEqual([
      [200, "GET /a"],
      [200, "GET /b"],
      [200, "GET /c"],
    ]);
  });

  test("passes method, headers and body on, and answers with status and headers", async () => {
    await using server = await startServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      response.writeHead(422, { "x-partner": "saúde".replace("ú", "u") });
      response.end(`${request.method} ${request.headers["x-purpose"]} ${body}`);
    });
    const { responses } = await batch({
      requests: [{ url: server.origin, method: "PUT", headers: { "X-Purpose": "care" }, body: "ação" }],
    });
    expect(responses[0]).toMatchObject({
      status: 422,
      headers: { "x-partner": "saude" },
      body: "PUT care ação",
    });
  });

  test("one request's refusal or failure is that request's answer", async () => {
    await using server = await startServer((request, response) => {
      if (request.url === "/reset") request.socket.destroy();
      else response.end(request.url === "/binary" ? Buffer.from([0xff, 0xfe]) : "fine");
    });
    const { responses } = await batch({
      requests: [
        { url: "http://stranger.example/" },
        { url: `${server.origin}/reset` },
        { url: `${server.origin}/binary` },
        { url: "file:///etc/passwd" },
        { url: server.origin, body: 7 },
        null,
        { url: server.origin },
      ],
    });
    expect(responses.map(({ error, body }) => error?.code ?? body)).toEqual([
      "HTTP_REFUSED",
      "HTTP_FAILED",
      "HTTP_FAILED",
      "HTTP_REFUSED",
      "HTTP_REFUSED",
      "HTTP_REFUSED",
      "fine",
    ]);
    expect(JSON.stringify(responses)).not.toMatch(/stranger|passwd|127\.0\.0\.1/);
  });

  test("requests of a batch count towards limits.httpRequests, call by call", async () => {
    await using server = await startServer((_request, response) => void response.end("fine"));
    await using plugins = new PluginManager(engine());
    const limits = { httpRequests: 2 };
    await plugins.load("gateway", { source: guest, isolation, allowedHosts: ["127.0.0.1"], limits });
    for (let round = 0; round < 2; round++) {
      const input = { requests: [1, 2, 3].map(() => ({ url: server.origin })) };
      const { responses } = (await plugins.execute("gateway", input)).json<Answers>();
      expect(responses.map(({ error }) => error?.code)).toEqual([undefined, undefined, "HTTP_REFUSED"]);
    }
  });
});

describe.each(isolations)("http_batch: bad batches, %s", (isolation) => {
  test.each(["", "not JSON", "[]", "{}", '{"requests":{}}', "null"])("%j is refused", async (input) => {
    await using plugins = new PluginManager();
    await plugins.load("gateway", { source: guest, isolation });
    const expected = { code: "HTTP_REFUSED", phase: "call", plugin: "gateway" } as const;
    await expectFailure(plugins.execute("gateway", input), expected);
  });

  test.for([
    ["of very many requests", `{"requests":[0${",0".repeat(1_000_000)}]}`],
    ["longer than its requests may be", `{"requests":[]}${" ".repeat(1_400_000)}`],
  ] as const)("one %s is refused as a whole", async ([, input]) => {
    await using plugins = new PluginManager();
    await plugins.load("gateway", { source: guest, isolation, limits: { httpRequests: 1 } });
    await expectFailure(plugins.execute("gateway", input), {
      code: "HTTP_REFUSED",
      phase: "call",
      plugin: "gateway",
    });
  });

  test("a call has no more batches than requests", { timeout: 20_000 }, async () => {
    await using plugins = new PluginManager();
    await plugins.load("gateway", { source: guest, isolation });
    for (const input of ['{"requests":[]}', '{"requests":[null]}']) {
      const call = plugins.execute("gateway", input, { export: "again", deadline: 10_000 });
      await expectFailure(call, { code: "HTTP_REFUSED", phase: "call", plugin: "gateway" });
    }
  });

  test("what is not a block is an ABI violation", async () => {
    await using plugins = new PluginManager();
    await plugins.load("gateway", { source: guest, isolation });
    const call = plugins.execute("gateway", "", { export: "no_block" });
    await expectFailure(call, { code: "ABI_VIOLATION", phase: "call", plugin: "gateway" });
  });

  test("another signature is refused", async () => {
    const source = wat(`(module (import "extism:host/user" "http_batch" (func (param i32) (result i64)))
      (func (export "process") (result i32) (i32.const 0)))`);
    await using plugins = new PluginManager();
    const error = await expectFailure(plugins.load("gateway", { source, isolation }), {
      code: "IMPORT_UNRESOLVED",
      phase: "load",
      plugin: "gateway",
    });
    expect(error.message).toContain("another signature");
  });

  test("a host function of the same name comes before it", async () => {
    await using plugins = new PluginManager();
    const functions = {
      "extism:host/user": { http_batch: (context: { store(text: string): bigint }) => context.store("own") },
    };
    await plugins.load("gateway", { source: guest, isolation, functions });
    expect((await plugins.execute("gateway", "")).text()).toBe("own");
  });
});
